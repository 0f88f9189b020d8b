package org.fieldproof.drill.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.drill.ledger.DeviceJudgement;
import org.fieldproof.drill.ledger.Judgement;
import org.fieldproof.drill.ledger.LaneJudgement;
import org.fieldproof.drill.ledger.SeqRange;

/// `evidence.json`: the facts, the verdict and every device's judgement.
final class EvidenceJson {
    private static final int DEPTH_MAX = 20;
    private static final ObjectMapper MAPPER = mapper();

    private EvidenceJson() {}

    private static ObjectMapper mapper() {
        JsonFactory factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(DEPTH_MAX)
                                        .maxStringLength(1 << 20)
                                        .maxNumberLength(40)
                                        .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        return JsonMapper.builder(factory)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();
    }

    static ObjectMapper plain() {
        return MAPPER;
    }

    static byte[] bytes(JsonNode node) throws IOException {
        return MAPPER.writeValueAsBytes(node);
    }

    static JsonNode parse(byte[] json) throws IOException {
        JsonNode node = MAPPER.readTree(json);
        if (node == null || !node.isObject()) {
            throw new IOException("not a JSON object");
        }
        return node;
    }

    static ObjectNode tree(RunFacts facts, Judgement judgement, String signer, String epoch) {
        VerdictRule.Decision decision = VerdictRule.decide(facts, judgement);
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", EvidenceNames.FORMAT);
        root.put("drill", facts.drill());
        root.put("verdict", decision.verdict().name().toLowerCase(Locale.ROOT));
        root.set("reasons", MAPPER.valueToTree(decision.reasons()));
        ObjectNode measured = MAPPER.valueToTree(facts);
        measured.properties().forEach(each -> root.set(each.getKey(), each.getValue()));
        root.put("longestOutageProvenMs", provenMs(facts, decision.verdict()));
        root.set("devices", devices(judgement.devices()));
        root.put("epoch", epoch);
        root.put("signer", signer);
        return root;
    }

    /// An outage is proven only where the run passed.
    static long provenMs(RunFacts facts, Verdict verdict) {
        return verdict == Verdict.PASSED ? facts.outageMs() : 0;
    }

    static ArrayNode devices(List<DeviceJudgement> devices) {
        ArrayNode array = MAPPER.createArrayNode();
        for (DeviceJudgement each : devices) {
            ObjectNode node = array.addObject();
            node.put("id", each.device());
            node.put("identity", each.identity());
            node.put("counted", each.counted());
            node.put("sent", each.sent());
            node.put("accepted", each.accepted());
            node.put("notAcknowledged", each.notAcknowledged());
            node.set("lostBeforeLog", ranges(each.lostBeforeLog()));
            ArrayNode lanes = node.putArray("lanes");
            each.lanes().forEach(lane -> lanes.add(lane(lane)));
        }
        return array;
    }

    private static ObjectNode lane(LaneJudgement lane) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", lane.lane());
        node.put("delivered", lane.delivered());
        node.set("lost", ranges(lane.lost()));
        node.set("duplicated", ranges(lane.duplicated()));
        node.put("redelivered", lane.redelivered());
        node.set("outOfOrder", ranges(lane.outOfOrder()));
        node.set("wrong", ranges(lane.wrong()));
        node.put("pending", lane.pending());
        return node;
    }

    private static ArrayNode ranges(List<SeqRange> ranges) {
        ArrayNode array = MAPPER.createArrayNode();
        for (SeqRange each : ranges) {
            array.addObject()
                    .put("fromSeq", each.fromSeq())
                    .put("toSeq", each.toSeq())
                    .put("class", each.kind())
                    .put("records", each.records());
        }
        return array;
    }

    static RunFacts facts(JsonNode root) throws IOException {
        return MAPPER.treeToValue(root, RunFacts.class);
    }

    /// The facts of a file of another format: what it does not have is unknown. Where a phase, an
    /// alarm or another part of a list lacks something, the file is refused.
    static RunFacts knownFacts(JsonNode root) throws IOException {
        ObjectNode known = root.deepCopy();
        for (RecordComponent each : RunFacts.class.getRecordComponents()) {
            if (!known.has(each.getName())) {
                known.set(each.getName(), unknown(each.getType()));
            }
        }
        return facts(known);
    }

    private static JsonNode unknown(Class<?> type) {
        if (type == long.class) {
            return MAPPER.getNodeFactory().numberNode(-1L);
        }
        if (type == boolean.class) {
            return MAPPER.getNodeFactory().booleanNode(false);
        }
        return type == String.class
                ? MAPPER.getNodeFactory().textNode("")
                : MAPPER.createArrayNode();
    }
}
