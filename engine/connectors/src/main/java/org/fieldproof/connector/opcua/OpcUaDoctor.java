package org.fieldproof.connector.opcua;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.ExaminationEnded;
import org.fieldproof.api.doctor.NetworkSteps;
import org.fieldproof.api.doctor.StepNotes;
import org.fieldproof.api.doctor.TagFindings;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.TagBrowser;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagShaper.Reading;

/// Examines an OPC UA server: what it offers, who refuses whose certificate, whether it lets us
/// in, which nodes it lets us read. On a session of its own, which ends with the examination;
/// subscribes to nothing.
final class OpcUaDoctor implements ConnectorDoctor {
    private static final int TAGS_MAX = 1_000;

    /// What is about the user, so that both certificates were taken.
    private static final Set<String> LOGIN_CODES =
            Set.of(
                    OpcCodes.USER_REFUSED,
                    OpcCodes.USER_KIND,
                    OpcCodes.PASSWORD_IN_CLEAR,
                    OpcCodes.TOO_MANY);

    @Override
    public void examine(Examination examination) throws ExaminationEnded {
        OpcUaSourceConfig config = OpcUaSourceConfig.of(examination.context().config());
        OpcProblems problems = new OpcProblems(examination.object(), config.trust().pinnedSha256());
        UaLoops loops = new UaLoops(examination.context().id() + "-doctor");
        examination.closeAtEnd(loops::close);
        List<Property> facts = new ArrayList<>();
        UaDialer dialer =
                new UaDialer(
                        examination.context(),
                        LinkTable.direct(),
                        config,
                        problems,
                        loops,
                        (itself, _) -> facts.add(new Property("serverCallsItself", itself)));
        NetworkSteps.reach(examination, target(examination, config, dialer));
        examination.notApplicable(
                DoctorStep.TLS, "OPC UA secures its own channel: see the step SECURITY.");
        examination.closeAtEnd(dialer::abort);
        UaDialer.Greeting greeting =
                examination.step(DoctorStep.HELLO, notes -> hello(dialer, notes));
        UaSession session = login(examination, config, dialer, greeting, facts);
        examination.closeAtEnd(() -> session.close(false));
        OpcUaBrowser browser = new OpcUaBrowser(examination.context(), problems, loops, session);
        TagFindings findings =
                examination.step(
                        DoctorStep.PERMISSION,
                        notes -> permission(examination, config, browser, notes));
        findings.firstValue(examination);
    }

    private static Endpoint target(
            Examination examination, OpcUaSourceConfig config, UaDialer dialer)
            throws ExaminationEnded {
        try {
            return dialer.target();
        } catch (ConnectorException _) {
            throw examination.cannotLook(
                    "Its server is "
                            + config.connectTo()
                            + " of this very project, which does not run here: run the project and"
                            + " examine it in the console.");
        }
    }

    private static UaDialer.Greeting hello(UaDialer dialer, StepNotes notes)
            throws ConnectorException {
        UaDialer.Greeting greeting = dialer.greet();
        for (EndpointDescription each : greeting.offered()) {
            notes.fact("endpoint", each.getEndpointUrl() + " " + UaSecurity.words(List.of(each)));
        }
        notes.found("It speaks OPC UA and offers " + UaSecurity.words(greeting.offered()) + ".");
        return greeting;
    }

    /// Servers refuse a certificate when the channel opens or when the session is made, so both
    /// steps are told when both are over; their time is that of the first.
    private static UaSession login(
            Examination examination,
            OpcUaSourceConfig config,
            UaDialer dialer,
            UaDialer.Greeting greeting,
            List<Property> facts)
            throws ExaminationEnded {
        examination.begin(DoctorStep.SECURITY);
        UaDialer.Secured line;
        try {
            line = dialer.secure(greeting);
        } catch (ConnectorException e) {
            throw examination.failed(DoctorStep.SECURITY, e.problem());
        }
        UaSession session;
        try {
            session = dialer.enter(line, null).session();
        } catch (ConnectorException e) {
            if (!LOGIN_CODES.contains(e.problem().code())) {
                throw examination.failed(DoctorStep.SECURITY, e.problem());
            }
            secured(examination, line, facts);
            throw examination.failed(DoctorStep.LOGIN, e.problem());
        }
        secured(examination, line, facts);
        examination.passed(DoctorStep.LOGIN, "It lets us in " + who(config.login()) + ".");
        return session;
    }

    private static String who(OpcUaSourceConfig.Login login) {
        if (login.byName()) {
            return "as " + login.user();
        }
        return login.byCertificate() ? "with a user certificate" : "without a user";
    }

    private static void secured(
            Examination examination, UaDialer.Secured line, List<Property> facts)
            throws ExaminationEnded {
        if (UaSecurity.policyOf(line.endpoint()) == SecurityPolicy.None) {
            examination.doubtful(
                    DoctorStep.SECURITY,
                    Problem.warning(
                            OpcCodes.UNPROTECTED,
                            examination.object(),
                            "The line is not protected (policy None): whoever is on the network"
                                    + " can read and change values, and pose as the server.",
                            "Switch on a policy at the server, and choose it here."));
            return;
        }
        facts.add(new Property("server", line.server()));
        line.context()
                .getCertificate()
                .ifPresent(own -> facts.add(new Property("ours", UaIdentity.words(own))));
        examination.passed(
                DoctorStep.SECURITY,
                "Both sides accept each other's certificates: "
                        + UaSecurity.words(List.of(line.endpoint()))
                        + ".",
                facts);
    }

    private static TagFindings permission(
            Examination examination,
            OpcUaSourceConfig config,
            OpcUaBrowser browser,
            StepNotes notes)
            throws ConnectorException {
        List<TagDefinition> tags = config.tags();
        TagFindings findings = new TagFindings(tags.size());
        List<TagDefinition> asked = tags.subList(0, Math.min(TAGS_MAX, tags.size()));
        List<TagBrowser.Reading> readings =
                browser.read(asked.stream().map(TagDefinition::address).toList());
        for (int i = 0; i < asked.size(); i++) {
            TagBrowser.Reading each = readings.get(i);
            findings.reading(
                    asked.get(i), new Reading(each.value(), each.quality(), each.status(), 0));
        }
        findings.tell(
                examination,
                notes,
                OpcCodes.NODES,
                "Bad_NodeIdUnknown: correct the address (browse shows those there are);"
                        + " Bad_UserAccessDenied: give this user the right to read.");
        return findings;
    }
}
