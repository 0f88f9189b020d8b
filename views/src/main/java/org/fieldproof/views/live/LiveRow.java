package org.fieldproof.views.live;

/// The latest value of an address.
///
/// @param id of connection and address, because two connections may have the same address
/// @param valueClass how far it may be trusted, as a style
record LiveRow(
        String id,
        String connection,
        String address,
        String device,
        String value,
        String valueClass,
        String quality,
        String sourceTime,
        String acceptTime,
        String age,
        String updates) {}
