/// Runs connection examinations: on threads of their own, against a limit, and keeps what they
/// found as evidence. Looks into devices for whoever picks tags there.
@NullMarked
package org.fieldproof.engine.doctor;

import org.jspecify.annotations.NullMarked;
