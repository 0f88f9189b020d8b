/// The one language in which every list of the console is narrowed. Pure: needs no toolkit.
///
/// - FILTER-1 A plain word needs no grammar: it is looked for in every column.
/// - FILTER-2 What cannot be understood changes nothing: the filter before stays.
/// - FILTER-3 `or` joins less than standing side by side, which joins less than `not`.
/// - FILTER-4 A quantity is compared as the table shows it, whatever unit it is shown in.
@NullMarked
package org.fieldproof.views.filter;

import org.jspecify.annotations.NullMarked;
