package org.fieldproof.connector.fieldbus.s7;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.ExaminationEnded;
import org.fieldproof.api.doctor.StepNotes;
import org.fieldproof.api.doctor.TagFindings;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.fieldproof.connector.fieldbus.poll.FieldSteps;
import org.fieldproof.connector.fieldbus.s7.S7Line.Item;

/// Examines a PLC: does it speak S7, does it take us at this access point, which tags can be read,
/// does it run. Asks for one tag at a time, and for its operating mode.
final class S7Doctor implements ConnectorDoctor {
    /// Enough to find a wrong table, and no flood.
    private static final int TAGS_MAX = 500;

    /// Of the examination's time, what stays for the rest while tags are asked for.
    private static final int RESERVE_MILLIS = 1_000;

    /// In place of an operating mode, where the question for it breaks the line.
    private static final int NOT_KNOWN = -1;

    /// One tag, where it is read.
    private record Place(TagDefinition tag, S7Point point) {}

    @Override
    public void examine(Examination examination) throws ExaminationEnded {
        S7Config config = S7Config.of(examination.context().config());
        List<Place> places = places(examination);
        Endpoint plc =
                FieldSteps.reach(
                        examination, config.target(), "S7 over port 102 is not encrypted.");
        try (S7Line line = login(examination, config, plc)) {
            TagFindings findings =
                    examination.step(
                            DoctorStep.PERMISSION,
                            notes -> permission(examination, config, plc, line, places, notes));
            findings.firstValue(examination);
        }
    }

    private static List<Place> places(Examination examination) throws ExaminationEnded {
        List<Place> places = new ArrayList<>();
        for (TagTable.Entry entry : TagSchema.of(examination.context().config()).entries()) {
            try {
                places.add(new Place(entry.tag(), S7Address.of(entry.tag())));
            } catch (AddressFault fault) {
                throw examination.failed(DoctorStep.DNS, fault.problem().at(entry.place()));
            }
        }
        return places;
    }

    /// Connecting to the access point is hello and login in one: a PLC that is addressed at the
    /// wrong rack and slot refuses, or just hangs up.
    private static S7Line login(Examination examination, S7Config config, Endpoint plc)
            throws ExaminationEnded {
        String access =
                String.format("%02X.%02X", config.remoteTsap() >> 8, config.remoteTsap() & 0xff);
        examination.begin(DoctorStep.HELLO);
        S7Line line;
        try {
            line = open(examination, config, plc);
        } catch (S7Line.RefusedException e) {
            throw refused(examination, plc, access, e);
        } catch (S7Line.WrongAnswerException e) {
            throw examination.failed(DoctorStep.HELLO, wrongAnswer(examination, plc, e));
        } catch (IOException e) {
            throw examination.failed(DoctorStep.HELLO, noAnswer(examination, plc, e));
        }
        examination.closeAtEnd(line);
        examination.passed(DoctorStep.HELLO, "It speaks S7 over ISO on TCP.");
        examination.notApplicable(DoctorStep.SECURITY, "This kind of S7 communication has none.");
        examination.passed(
                DoctorStep.LOGIN,
                "It takes us at access point "
                        + access
                        + ", with messages of "
                        + line.pduBytes()
                        + " bytes.");
        return line;
    }

    private static S7Line open(Examination examination, S7Config config, Endpoint plc)
            throws IOException {
        return S7Line.open(
                plc,
                examination.millisAtMost(config.poll().connectMillis()),
                examination.millisAtMost(config.poll().timeoutMillis()),
                config.localTsap(),
                config.remoteTsap(),
                examination.clock());
    }

    private static ExaminationEnded refused(
            Examination examination, Endpoint plc, String access, S7Line.RefusedException e)
            throws ExaminationEnded {
        boolean hungUp = e.code() == S7Line.RefusedException.HUNG_UP;
        if (hungUp) {
            examination.skipped(
                    DoctorStep.HELLO, "It hung up on the connection request without a word.");
        } else {
            examination.passed(DoctorStep.HELLO, "It speaks ISO on TCP.");
        }
        examination.notApplicable(DoctorStep.SECURITY, "This kind of S7 communication has none.");
        throw examination.failed(
                DoctorStep.LOGIN,
                Problem.error(
                        "S7-0103",
                        examination.object(),
                        "The PLC at "
                                + plc
                                + " refuses access point "
                                + access
                                + ": "
                                + e.getMessage()
                                + ".",
                        "Compare rack and slot with the hardware configuration (slot 1 for S7-1200"
                                + " and 1500, 2 for S7-300), and see that a connection is free"
                                + (hungUp ? " and that a PLC is what listens there." : ".")
                                + FieldSteps.ownLine(examination)));
    }

    private static Problem wrongAnswer(Examination examination, Endpoint plc, IOException e) {
        return Problem.error(
                "S7-0106",
                examination.object(),
                "What came from " + plc + " is no answer of a PLC (" + e.getMessage() + ").",
                "Check that this is an S7 PLC and the right port; 102 is usual.");
    }

    private static Problem noAnswer(Examination examination, Endpoint plc, IOException e) {
        return e instanceof SocketTimeoutException
                ? Problem.error(
                        "S7-0102",
                        examination.object(),
                        "What listens at " + plc + " takes the connection and does not answer.",
                        "Check that this is an S7 PLC and the right port, and its load; raise"
                                + " timeout."
                                + FieldSteps.ownLine(examination))
                : Problem.error(
                        "S7-0105",
                        examination.object(),
                        "The PLC at " + plc + " hung up: " + e.getMessage() + ".",
                        "Check the PLC and how many connections it allows."
                                + FieldSteps.ownLine(examination));
    }

    private static TagFindings permission(
            Examination examination,
            S7Config config,
            Endpoint plc,
            S7Line line,
            List<Place> places,
            StepNotes notes)
            throws ConnectorException {
        TagFindings findings = new TagFindings(places.size());
        try {
            for (Place place : places.subList(0, Math.min(TAGS_MAX, places.size()))) {
                if (examination.millisLeft() < RESERVE_MILLIS) {
                    break;
                }
                look(line, place, findings);
            }
            if (config.modeNanos() > 0 && examination.millisLeft() >= RESERVE_MILLIS) {
                mode(examination, config, plc, line, notes);
            }
        } catch (S7Line.WrongAnswerException e) {
            throw new ConnectorException(wrongAnswer(examination, plc, e), e);
        } catch (IOException e) {
            throw new ConnectorException(noAnswer(examination, plc, e), e);
        }
        findings.tell(
                examination,
                notes,
                "S7-0108",
                "0x03: permit access with PUT/GET in the CPU's protection settings; 0x0a: no such"
                        + " block, or it is optimised (switch optimised access off); 0x05: behind"
                        + " its end; otherwise compare the type.");
        return findings;
    }

    /// As the source does: a PLC with which the line breaks twice at this question does not know
    /// it, and is read without. A line that cannot be had again is told as what it is.
    private static void mode(
            Examination examination, S7Config config, Endpoint plc, S7Line line, StepNotes notes)
            throws IOException {
        int mode;
        try {
            mode = line.mode();
        } catch (IOException first) {
            // Some PLCs take one connection only.
            line.close();
            try (S7Line again = open(examination, config, plc)) {
                mode = askedAgain(again);
            }
        }
        if (mode == S7Device.MODE_STOP) {
            notes.doubt(
                    Problem.warning(
                            "S7-0107",
                            examination.object(),
                            "The PLC is in STOP: its values stand still.",
                            "Look why it stopped (diagnostic buffer); set it to RUN."));
        } else if (mode == NOT_KNOWN) {
            notes.doubt(
                    Problem.warning(
                            "S7-0111",
                            examination.object(),
                            "The PLC does not know the question for its operating mode (SZL 0424):"
                                    + " twice the line broke with it. It is read without it, so"
                                    + " that a PLC in STOP is not noticed.",
                            "Nothing to do; modeInterval: 0s leaves the question away."));
        }
    }

    private static int askedAgain(S7Line line) {
        try {
            return line.mode();
        } catch (IOException second) {
            return NOT_KNOWN;
        }
    }

    private static void look(S7Line line, Place place, TagFindings findings) throws IOException {
        S7Point point = place.point();
        S7Line.Range range =
                new S7Line.Range(
                        point.area(), point.block(), point.offset(), point.end() - point.offset());
        try {
            switch (line.read(List.of(range)).getFirst()) {
                case Item.Values(byte[] bytes) ->
                        findings.reading(place.tag(), point.read(bytes, point.offset()));
                case Item.Refusal(int code) ->
                        findings.unread(place.tag(), String.format("0x%02x", code));
            }
        } catch (S7Line.RefusedException e) {
            // The whole question, which was only this tag's.
            findings.unread(place.tag(), String.format("0x%04x", e.code()));
        }
    }
}
