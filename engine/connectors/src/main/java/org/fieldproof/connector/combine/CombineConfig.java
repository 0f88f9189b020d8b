package org.fieldproof.connector.combine;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.Accompanied;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.tag.GroupRecord;
import org.fieldproof.api.tag.TagGroup;

/// What a project says about a combination.
///
/// @param topic address of its records
/// @param device what its records name as their device; empty for the connection's id
/// @param intervalNanos between two records, with [On#INTERVAL]
/// @param maxAgeNanos beyond it a value counts no longer; 0 for no limit
/// @param isWaiting no record before each member has come once
record CombineConfig(
        String topic,
        String device,
        On on,
        long intervalNanos,
        long maxAgeNanos,
        boolean isWaiting,
        List<Member> members) {
    private static final String CODE = "COMB-0101";

    CombineConfig {
        members = List.copyOf(members);
    }

    /// What causes a record.
    enum On {
        /// Any member that comes.
        ANY,
        /// The member with which all have come since the last record.
        ALL,
        /// A member that is marked as trigger.
        TRIGGER,
        /// Time, where any member has come since the last record.
        INTERVAL
    }

    /// One value of the record.
    ///
    /// @param name what the record calls it
    /// @param connection who brings it; empty for any
    /// @param address where it comes from
    /// @param pointer where it stands in a JSON payload; the root for the payload itself
    record Member(
            String name,
            String connection,
            String address,
            JsonPointer pointer,
            boolean isTrigger) {
        boolean isBroughtBy(String id) {
            return connection.isEmpty() || connection.equals(id);
        }

        boolean isWhole() {
            return pointer.matches();
        }
    }

    static ConfigSchema schema() {
        return ConfigSchema.of(
                Field.required("topic", Kind.TEXT, "Topic of the combined records."),
                Field.optional(
                        "device",
                        Kind.TEXT,
                        "",
                        "What the records name as their device; the connection's id where empty."),
                Field.choice(
                        "on",
                        "any",
                        "What makes a record: any member that comes, all of them having come"
                                + " since the last one, a member marked as trigger, or time.",
                        "any",
                        "all",
                        "trigger",
                        "interval"),
                Field.optional(
                                "interval",
                                Kind.DURATION,
                                "1s",
                                "With on: interval, the time between records; none is made where"
                                        + " nothing has come.")
                        .within(10_000_000L, 86_400_000_000_000L),
                Field.optional(
                                "maxAge",
                                Kind.DURATION,
                                "0s",
                                "A value that came longer ago counts as bad: stale; 0s for no"
                                        + " limit.")
                        .within(0, 366L * 86_400_000_000_000L),
                Field.choice(
                        "incomplete",
                        "send",
                        "While members have not come since the start: send records in which they"
                                + " are null, or wait for all of them.",
                        "send",
                        "wait"),
                Field.groups("members", true, "The values of the record.", memberFields()));
    }

    private static Field[] memberFields() {
        return new Field[] {
            Field.required("name", Kind.TEXT, "What the record calls it."),
            Field.required("address", Kind.TEXT, "Topic of the value, as Live shows it."),
            Field.optional(
                    "connection",
                    Kind.TEXT,
                    "",
                    "Id of the connection that brings it, where several have that topic; empty for"
                            + " any."),
            Field.optional(
                    "pointer",
                    Kind.TEXT,
                    "",
                    "Where the value stands in a JSON payload, such as /bar; empty for the whole"
                            + " payload or a typed value."),
            Field.optional("trigger", Kind.FLAG, "false", "With on: trigger, it makes a record.")
        };
    }

    static CombineConfig of(Config config) {
        return new CombineConfig(
                config.text("topic").trim(),
                config.text("device").trim(),
                On.valueOf(config.text("on").toUpperCase(Locale.ROOT)),
                config.duration("interval").toNanos(),
                config.duration("maxAge").toNanos(),
                config.text("incomplete").equals("wait"),
                config.groups("members").stream().map(CombineConfig::member).toList());
    }

    private static Member member(Config config) {
        return new Member(
                config.text("name").trim(),
                config.text("connection").trim(),
                config.text("address").trim(),
                pointer(config),
                config.flag("trigger"));
    }

    static List<Accompanied> accompanied(Config config) {
        return config.groups("members").stream()
                .map(
                        group ->
                                new Accompanied(
                                        member(group).connection,
                                        member(group).address,
                                        group.placeOf("connection"),
                                        group.placeOf("address")))
                .toList();
    }

    /// What is no pointer is told by the check; until then it is the payload itself.
    private static JsonPointer pointer(Config config) {
        String written = config.text("pointer").trim();
        return written.startsWith("/") ? JsonPointer.compile(written) : JsonPointer.empty();
    }

    static List<Problem> check(Config config) {
        CombineConfig combine = of(config);
        List<Problem> problems = new ArrayList<>();
        checkTopic(config, "topic", combine.topic, problems);
        List<Config> groups = config.groups("members");
        if (groups.isEmpty() || groups.size() > TagGroup.MEMBERS_MAX) {
            problems.add(
                    problem(
                            config,
                            "members",
                            "It has "
                                    + groups.size()
                                    + " members, where 1 to "
                                    + TagGroup.MEMBERS_MAX
                                    + " can be.",
                            "Name the values that the record shall hold."));
        }
        Set<String> names = new HashSet<>();
        for (Config group : groups) {
            checkMember(group, combine, names, problems);
        }
        if (combine.on == On.TRIGGER && combine.members.stream().noneMatch(Member::isTrigger)) {
            problems.add(
                    problem(
                            config,
                            "on",
                            "No member is a trigger, so no record would ever be made.",
                            "Write trigger: true at a member, or on: any."));
        }
        return problems;
    }

    private static void checkMember(
            Config group, CombineConfig combine, Set<String> names, List<Problem> problems) {
        Member member = member(group);
        if (member.name.isEmpty()
                || member.name.equals(GroupRecord.QUALITY)
                || !names.add(member.name)) {
            problems.add(
                    problem(
                            group,
                            "name",
                            "The member name '"
                                    + member.name
                                    + "' is empty, used twice, or quality, which names what is"
                                    + " not good.",
                            "Give each member a name of its own."));
        }
        checkTopic(group, "address", member.address, problems);
        if (!member.address.isEmpty() && member.address.equals(combine.topic)) {
            problems.add(
                    problem(
                            group,
                            "address",
                            "It is the topic of the combination itself.",
                            "Name the topic that the value comes from."));
        }
        String pointer = group.text("pointer").trim();
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            problems.add(
                    problem(
                            group,
                            "pointer",
                            "'" + pointer + "' is no JSON pointer.",
                            "Begin it with a slash, such as /bar, or leave it empty."));
        }
        if (member.isTrigger && combine.on != On.TRIGGER) {
            problems.add(
                    problem(
                            group,
                            "trigger",
                            "It is marked as trigger, but records are made on "
                                    + combine.on.name().toLowerCase(Locale.ROOT)
                                    + ".",
                            "Write on: trigger, or take the mark away."));
        }
    }

    private static void checkTopic(
            Config config, String field, String topic, List<Problem> problems) {
        if (topic.isEmpty() || topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
            problems.add(
                    problem(
                            config,
                            field,
                            "'" + topic + "' is not a topic of one value.",
                            "Write a topic without wildcards."));
        }
    }

    private static Problem problem(Config config, String field, String message, String remedy) {
        return Problem.error(CODE, "field " + field, message, remedy).at(config.placeOf(field));
    }
}
