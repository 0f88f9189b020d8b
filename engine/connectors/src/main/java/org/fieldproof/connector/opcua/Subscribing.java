package org.fieldproof.connector.opcua;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferResult;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferSubscriptionsResponse;
import org.fieldproof.api.tag.Deadband;
import org.fieldproof.api.tag.TagDefinition;

/// Makes the subscription and its items at the server, or takes an earlier one over. Blocks;
/// confined to `fp-source-<id>`.
final class Subscribing {
    /// The server sends at least this often, so that silence can be told from steady values.
    private static final long KEEP_ALIVE_MILLIS = 5_000;

    private static final int NOTIFICATIONS_PER_PUBLISH = 2_000;
    private static final int ITEMS_PER_CALL = 1_000;
    private static final int PERCENT = 2;
    private static final int ABSOLUTE = 1;

    private final OpcUaSourceConfig config;
    private int itemsPerCall = ITEMS_PER_CALL;
    private Revisions revisions = Revisions.NONE;

    Subscribing(OpcUaSourceConfig config) {
        this.config = config;
    }

    /// Asks the server to hand a subscription of an earlier session to this one.
    ///
    /// @return false where it no longer has it, or will not
    boolean transfer(UaSession session, ServerSubscription earlier) throws TimeoutException {
        try {
            TransferSubscriptionsResponse response =
                    session.await(
                            TransferSubscriptionsResponse.class,
                            header ->
                                    new TransferSubscriptionsRequest(
                                            header,
                                            new UInteger[] {Unsigned.uint(earlier.id)},
                                            false));
            TransferResult[] results = response.getResults();
            return results != null && results.length == 1 && results[0].getStatusCode().isGood();
        } catch (UaException _) {
            return false;
        }
    }

    /// A new subscription, without items.
    ServerSubscription create(UaSession session) throws UaException, TimeoutException {
        double publishing = Math.max(1, config.timing().publishing().toNanos() / 1e6);
        long keepAlive = Math.max(1, (long) Math.ceil(KEEP_ALIVE_MILLIS / publishing));
        long lifetime =
                Math.max(
                        keepAlive * 3,
                        (long) Math.ceil(config.timing().keepFor().toMillis() / publishing));
        CreateSubscriptionResponse made =
                session.await(
                        CreateSubscriptionResponse.class,
                        header ->
                                new CreateSubscriptionRequest(
                                        header,
                                        publishing,
                                        Unsigned.uint(lifetime),
                                        Unsigned.uint(keepAlive),
                                        Unsigned.uint(NOTIFICATIONS_PER_PUBLISH),
                                        true,
                                        Unsigned.ubyte(0)));
        revisions = Revisions.NONE;
        return new ServerSubscription(
                made.getSubscriptionId().longValue(),
                (long)
                        Math.ceil(
                                made.getRevisedPublishingInterval()
                                        * made.getRevisedMaxKeepAliveCount().longValue()));
    }

    /// Puts items under watch.
    ///
    /// @return those that the server refuses, with its reason, in order (`UA-3`)
    Map<TagItem, String> watch(
            UaSession session, ServerSubscription subscription, List<TagItem> items)
            throws UaException, TimeoutException {
        Map<TagItem, String> refused = new LinkedHashMap<>();
        List<Wanted> wanted = new ArrayList<>();
        for (TagItem item : items) {
            Optional<NodeId> node =
                    NodeName.resolve(item.tag().address().trim(), session.namespaces());
            if (node.isPresent()) {
                wanted.add(new Wanted(item, node.get(), filter(item.tag())));
            } else {
                refused.put(item, "namespace unknown to the server");
            }
        }
        List<Wanted> unfiltered = new ArrayList<>();
        chunks(session, subscription, wanted, refused, unfiltered);
        // The server cannot apply this deadband to this node: then it is applied here.
        chunks(session, subscription, unfiltered, refused, new ArrayList<>());
        return refused;
    }

    private record Wanted(TagItem item, NodeId node, Optional<DataChangeFilter> filter) {}

    private void chunks(
            UaSession session,
            ServerSubscription subscription,
            List<Wanted> wanted,
            Map<TagItem, String> refused,
            List<Wanted> unfiltered)
            throws UaException, TimeoutException {
        int from = 0;
        while (from < wanted.size()) {
            List<Wanted> chunk = wanted.subList(from, Math.min(from + itemsPerCall, wanted.size()));
            try {
                MonitoredItemCreateResult[] results = create(session, subscription, chunk);
                sort(chunk, results, refused, unfiltered);
                from += chunk.size();
            } catch (UaException e) {
                if (!UaFailures.tooMuch(e) || itemsPerCall == 1) {
                    throw e;
                }
                itemsPerCall = Math.max(1, itemsPerCall / 2);
            }
        }
    }

    private MonitoredItemCreateResult[] create(
            UaSession session, ServerSubscription subscription, List<Wanted> chunk)
            throws UaException, TimeoutException {
        MonitoredItemCreateRequest[] requests =
                chunk.stream()
                        .map(each -> request(session, each))
                        .toArray(MonitoredItemCreateRequest[]::new);
        CreateMonitoredItemsResponse response =
                session.await(
                        CreateMonitoredItemsResponse.class,
                        header ->
                                new CreateMonitoredItemsRequest(
                                        header,
                                        Unsigned.uint(subscription.id),
                                        TimestampsToReturn.Both,
                                        requests));
        MonitoredItemCreateResult[] results = response.getResults();
        if (results == null || results.length != requests.length) {
            throw new UaException(
                    StatusCodes.Bad_UnknownResponse, "not one answer for each monitored item");
        }
        return results;
    }

    private MonitoredItemCreateRequest request(UaSession session, Wanted wanted) {
        TagDefinition tag = wanted.item().tag();
        ExtensionObject filter =
                wanted.filter()
                        .map(
                                each ->
                                        ExtensionObject.encode(
                                                session.context().getEncodingContext(), each))
                        .orElse(null);
        wanted.item().serverFilters(wanted.filter().isPresent());
        return new MonitoredItemCreateRequest(
                UaSession.valueOf(wanted.node()),
                MonitoringMode.Reporting,
                new MonitoringParameters(
                        Unsigned.uint(wanted.item().handle()),
                        samplingMillis(tag),
                        filter,
                        Unsigned.uint(config.timing().queueSize()),
                        config.timing().discardOldest()));
    }

    private double samplingMillis(TagDefinition tag) {
        long nanos = tag.samplingNanos();
        return (nanos == 0 ? config.timing().publishing().toNanos() : nanos) / 1e6;
    }

    /// What the server made less of than was asked for, in the subscription made last.
    Revisions revisions() {
        return revisions;
    }

    private void sort(
            List<Wanted> chunk,
            MonitoredItemCreateResult[] results,
            Map<TagItem, String> refused,
            List<Wanted> unfiltered) {
        for (int i = 0; i < results.length; i++) {
            Wanted wanted = chunk.get(i);
            if (!results[i].getStatusCode().isBad()) {
                revisions =
                        revisions.with(
                                config.timing().queueSize(),
                                results[i].getRevisedQueueSize().longValue(),
                                samplingMillis(wanted.item().tag()),
                                results[i].getRevisedSamplingInterval());
                continue;
            }
            long status = results[i].getStatusCode().value();
            boolean filter =
                    status == StatusCodes.Bad_MonitoredItemFilterUnsupported
                            || status == StatusCodes.Bad_MonitoredItemFilterInvalid
                            || status == StatusCodes.Bad_FilterNotAllowed
                            || status == StatusCodes.Bad_DeadbandFilterInvalid;
            if (filter && wanted.filter().isPresent()) {
                unfiltered.add(new Wanted(wanted.item(), wanted.node(), Optional.empty()));
            } else {
                refused.put(wanted.item(), StatusNames.of(status));
            }
        }
    }

    /// The deadband as the server can apply it: absolute in the node's own unit, percent of the
    /// node's own range where the tag has none of its own.
    private static Optional<DataChangeFilter> filter(TagDefinition tag) {
        Deadband deadband = tag.deadband();
        double scale = Math.abs(tag.scaling().scale());
        return switch (deadband.kind()) {
            case NONE -> Optional.empty();
            case ABSOLUTE ->
                    tag.scaling().squareRoot()
                            ? Optional.empty()
                            : filter(ABSOLUTE, deadband.width() / scale);
            case PERCENT ->
                    Double.isInfinite(tag.scaling().high() - tag.scaling().low())
                                    && !tag.scaling().squareRoot()
                            ? filter(PERCENT, deadband.width())
                            : Optional.empty();
        };
    }

    private static Optional<DataChangeFilter> filter(int kind, double width) {
        return Optional.of(
                new DataChangeFilter(DataChangeTrigger.StatusValue, Unsigned.uint(kind), width));
    }

    /// How long a server may be silent before the line is given up.
    static Duration silenceLimit(ServerSubscription subscription) {
        return Duration.ofMillis(subscription.keepAliveMillis * 2 + KEEP_ALIVE_MILLIS);
    }
}
