package org.fieldproof.views.alarms;

/// What an alarm is about, as the engine writes it: `lane upstream`, `connection devices`, `device
/// devices/press-01`, `log`.
///
/// @param kind its first word
/// @param name what follows, or empty
record AlarmObject(String kind, String name) {

    static AlarmObject of(String object) {
        int blank = object.indexOf(' ');
        return blank < 0
                ? new AlarmObject(object, "")
                : new AlarmObject(object.substring(0, blank), object.substring(blank + 1));
    }

    /// What stands for it where many are counted: for a device its connection.
    String root() {
        int slash = name.indexOf('/');
        return kind.equals("device") && slash > 0
                ? "connection " + name.substring(0, slash)
                : (kind + " " + name).strip();
    }
}
