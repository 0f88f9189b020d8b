package org.fieldproof.connector.opcua;

import java.util.List;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.tag.Deadband;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagShaper;

/// One tag of a connection, for as long as the connection lives.
///
/// The shaper and what belongs to it are owned by `fp-opcua-<id>`.
final class TagItem {
    private final int handle;
    private final TagDefinition tag;
    private final String address;
    private final TagShaper local;
    private final TagShaper afterServer;
    private List<Property> extras = List.of();
    // Volatile: decided while subscribing, read when values arrive.
    private volatile boolean serverFilters;

    /// @param handle our name for it towards the server; its place in the connection's list
    /// @param address of its records
    TagItem(int handle, TagDefinition tag, String address) {
        this.handle = handle;
        this.tag = tag;
        this.address = address;
        local = new TagShaper(tag);
        afterServer = new TagShaper(tag.with(Deadband.NONE, tag.reporting()));
    }

    int handle() {
        return handle;
    }

    TagDefinition tag() {
        return tag;
    }

    String address() {
        return address;
    }

    /// Whether the server applies the deadband: then it is not applied a second time here.
    void serverFilters(boolean filters) {
        serverFilters = filters;
    }

    TagShaper shaper() {
        return serverFilters ? afterServer : local;
    }

    List<Property> extras() {
        return extras;
    }

    void extras(List<Property> properties) {
        extras = properties;
    }
}
