package org.fieldproof.connector.fieldbus.modbus;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.fieldproof.connector.fieldbus.modbus.ModbusLine.Answer;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.fieldproof.connector.fieldbus.poll.FieldSteps;
import org.jspecify.annotations.Nullable;

/// Examines a Modbus device: does it answer, which of its units do, which tags can be read. Asks
/// for one tag at a time, by the four reading functions.
final class ModbusDoctor implements ConnectorDoctor {
    /// Enough to find a wrong table, and no flood.
    private static final int TAGS_MAX = 500;

    /// Of the examination's time, what stays for the rest while tags are asked for.
    private static final int RESERVE_MILLIS = 1_000;

    /// One tag, where it is read.
    private record Place(TagDefinition tag, ModbusPoint point) {}

    @Override
    public void examine(Examination examination) throws ExaminationEnded {
        ModbusConfig config = ModbusConfig.of(examination.context().config());
        List<Place> places = places(examination, config);
        Endpoint device =
                FieldSteps.reach(examination, config.target(), "Modbus TCP is not encrypted.");
        try (Asking asking = examination.closeAtEnd(new Asking(examination, config, device))) {
            hello(examination, asking, places);
            examination.notApplicable(DoctorStep.SECURITY, "Modbus TCP has none.");
            examination.notApplicable(DoctorStep.LOGIN, "Modbus TCP knows no users.");
            TagFindings findings =
                    examination.step(
                            DoctorStep.PERMISSION,
                            notes -> permission(examination, asking, places, notes));
            findings.firstValue(examination);
        }
    }

    private static List<Place> places(Examination examination, ModbusConfig config)
            throws ExaminationEnded {
        List<Place> places = new ArrayList<>();
        for (TagTable.Entry entry : TagSchema.of(examination.context().config()).entries()) {
            try {
                places.add(
                        new Place(entry.tag(), ModbusAddress.of(entry.tag(), config.defaults())));
            } catch (AddressFault fault) {
                throw examination.failed(DoctorStep.DNS, fault.problem().at(entry.place()));
            }
        }
        return places;
    }

    /// An exception code is an answer, too. Units are asked until one answers.
    private static void hello(Examination examination, Asking asking, List<Place> places)
            throws ExaminationEnded {
        examination.step(
                DoctorStep.HELLO,
                notes -> {
                    for (Place place : places) {
                        int unit = place.point().unit();
                        if (examination.millisLeft() < RESERVE_MILLIS) {
                            break;
                        }
                        if (!asking.isSilent(unit) && asking.ask(place.point()) != null) {
                            notes.fact("unit", String.valueOf(unit));
                            notes.found("It speaks Modbus: unit " + unit + " answers.");
                            return unit;
                        }
                    }
                    throw asking.nobody();
                });
    }

    private static TagFindings permission(
            Examination examination, Asking asking, List<Place> places, StepNotes notes)
            throws ConnectorException {
        TagFindings findings = new TagFindings(places.size());
        for (Place place : places.subList(0, Math.min(TAGS_MAX, places.size()))) {
            if (examination.millisLeft() < RESERVE_MILLIS) {
                break;
            }
            @Nullable Answer answer = asking.ask(place.point());
            switch (answer) {
                case null -> findings.unread(place.tag(), asking.silence(place.point().unit()));
                case Answer.Refusal(int code) -> findings.unread(place.tag(), String.valueOf(code));
                case Answer.Values(byte[] bytes) ->
                        findings.reading(
                                place.tag(), place.point().read(bytes, place.point().offset()));
            }
        }
        asking.tellSilent(notes);
        findings.tell(
                examination,
                notes,
                "MODB-0106",
                "1 to 11 is the device's exception code (2: no such address); compare address,"
                        + " table and type with its manual, and addressBase with how it counts.");
        return findings;
    }

    /// Questions on a line of our own, which is dropped where an answer fails to come: it must
    /// meet nobody (MOD-1). Confined to the doctor's thread, but for [#close()].
    private static final class Asking implements AutoCloseable {
        private final Examination examination;
        private final ModbusConfig config;
        private final Endpoint device;
        private final ModbusFaults faults;
        private final Map<Integer, String> silent = new LinkedHashMap<>();
        // Written by the doctor's thread, closed by any.
        private volatile @Nullable ModbusLine line;
        private volatile boolean closed;

        Asking(Examination examination, ModbusConfig config, Endpoint device) {
            this.examination = examination;
            this.config = config;
            this.device = device;
            faults =
                    new ModbusFaults(examination.object(), device, FieldSteps.ownLine(examination));
        }

        boolean isSilent(int unit) {
            return silent.containsKey(unit);
        }

        String silence(int unit) {
            return silent.getOrDefault(unit, "timeout");
        }

        /// Null where the unit does not answer, now or before.
        @Nullable Answer ask(ModbusPoint point) throws ConnectorException {
            int unit = point.unit();
            if (isSilent(unit)) {
                return null;
            }
            try {
                Answer answer = open().read(unit, point.table(), point.offset(), point.length());
                if (answer instanceof Answer.Refusal(int code) && ModbusDevice.isGateways(code)) {
                    silent.put(unit, String.valueOf(code));
                    return null;
                }
                return answer;
            } catch (SocketTimeoutException _) {
                drop();
                silent.put(unit, "timeout");
                return null;
            } catch (ModbusLine.WrongAnswerException e) {
                throw new ConnectorException(faults.foreign(e), e);
            } catch (IOException e) {
                throw new ConnectorException(faults.hungUp(e), e);
            }
        }

        private ModbusLine open() throws IOException {
            @Nullable ModbusLine present = line;
            if (present == null) {
                present =
                        ModbusLine.open(
                                device,
                                examination.millisAtMost(config.poll().connectMillis()),
                                examination.millisAtMost(config.poll().timeoutMillis()),
                                examination.clock());
                line = present;
                if (closed) {
                    present.close();
                }
            }
            return present;
        }

        ConnectorException nobody() {
            return new ConnectorException(faults.nobody(units()));
        }

        void tellSilent(StepNotes notes) {
            if (!silent.isEmpty()) {
                notes.doubt(
                        Problem.warning(
                                "MODB-0105",
                                examination.object(),
                                "No answer from unit " + units() + "; others answer.",
                                "Check these unit numbers, the units and their lines."));
            }
        }

        private String units() {
            return String.join(
                    ", ",
                    silent.entrySet().stream()
                            .map(each -> each.getKey() + " (" + each.getValue() + ")")
                            .toList());
        }

        private void drop() {
            @Nullable ModbusLine present = line;
            line = null;
            if (present != null) {
                present.close();
            }
        }

        @Override
        public void close() {
            closed = true;
            drop();
        }
    }
}
