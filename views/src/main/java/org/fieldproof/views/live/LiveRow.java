package org.fieldproof.views.live;

/// The latest value of an address.
///
/// @param valueClass how far it may be trusted, as a style
record LiveRow(
        String address,
        String device,
        String value,
        String valueClass,
        String quality,
        String sourceTime,
        String acceptTime,
        String age,
        String updates) {}
