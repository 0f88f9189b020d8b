package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a server sends and what a record then says. A wrong step here is a wrong value in every
/// store, for ever.
class OpcUaCodecTest {
    private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
    private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
    private static final NamespaceTable NAMESPACES =
            new NamespaceTable("http://opcfoundation.org/UA/", "urn:us", "http://plant/");

    private static OpcUaCodec.Decoded decode(@Nullable Object value) {
        return decode(new DataValue(Variant.of(value), StatusCode.GOOD, new DateTime(NOW)));
    }

    private static OpcUaCodec.Decoded decode(DataValue value) {
        return OpcUaCodec.decode(value, NAMESPACES, false, NOW_NANOS);
    }

    @Test
    void everyScalarKeepsItsTypeAndItsValue() {
        assertThat(decode(true).value()).isEqualTo(new TypedValue.Bool(true));
        assertThat(decode((byte) -8).value()).isEqualTo(new TypedValue.Int(8, -8));
        assertThat(decode((short) -16).value()).isEqualTo(new TypedValue.Int(16, -16));
        assertThat(decode(-32).value()).isEqualTo(new TypedValue.Int(32, -32));
        assertThat(decode(Long.MIN_VALUE).value())
                .isEqualTo(new TypedValue.Int(64, Long.MIN_VALUE));
        assertThat(decode(ubyte(255)).value()).isEqualTo(new TypedValue.UInt(8, 255));
        assertThat(decode(ushort(65_535)).value()).isEqualTo(new TypedValue.UInt(16, 65_535));
        assertThat(decode(uint(4_294_967_295L)).value())
                .isEqualTo(new TypedValue.UInt(32, 4_294_967_295L));
        assertThat(decode(ulong(new BigInteger("18446744073709551615"))).value())
                .as("2^64 - 1 must not turn into -1")
                .isEqualTo(new TypedValue.UInt(64, -1));
        assertThat(decode(1.5f).value()).isEqualTo(new TypedValue.Float32(1.5f));
        assertThat(decode(Double.NaN).value()).isEqualTo(new TypedValue.Float64(Double.NaN));
        assertThat(decode("Öl").value()).isEqualTo(new TypedValue.Text("Öl"));
        assertThat(decode(ByteString.of(new byte[] {1, -1})).value())
                .isEqualTo(TypedValue.Bytes.of(new byte[] {1, -1}));
        UUID id = new UUID(1, 2);
        assertThat(decode(id).value()).isEqualTo(new TypedValue.Text(id.toString()));
        assertThat(decode(new NodeId(2, "x")).value())
                .isEqualTo(new TypedValue.Text("nsu=http://plant/;s=x"));
        assertThat(decode(LocalizedText.english("hot")).value())
                .isEqualTo(new TypedValue.Text("hot"));
        assertThat(decode(new StatusCode(StatusCodes.Bad_Timeout)).value())
                .isEqualTo(new TypedValue.UInt(32, StatusCodes.Bad_Timeout));
        assertThat(decode((Object) null).value()).isEqualTo(new TypedValue.None());
    }

    @Test
    void arraysAndMatricesKeepTheirShape() {
        assertThat(decode(new Integer[] {1, 2}).value())
                .isEqualTo(
                        new TypedValue.Array(
                                List.of(new TypedValue.Int(32, 1), new TypedValue.Int(32, 2))));
        Matrix matrix =
                new Matrix(
                        new Double[] {1.0, 2.0, 3.0, 4.0, 5.0, 6.0},
                        new int[] {2, 3},
                        OpcUaDataType.Double);
        TypedValue.Array rows = (TypedValue.Array) decode(matrix).value();
        assertThat(rows.elements()).hasSize(2);
        assertThat(((TypedValue.Array) rows.elements().get(1)).elements())
                .containsExactly(
                        new TypedValue.Float64(4),
                        new TypedValue.Float64(5),
                        new TypedValue.Float64(6));
    }

    /// Row 25: a structure that nobody here knows must reach whoever knows it.
    @Test
    void anUnknownStructureKeepsItsBytesAndTheIdOfItsType() {
        ExtensionObject unknown =
                ExtensionObject.of(ByteString.of(new byte[] {9, 8, 7}), new NodeId(2, 5_001));
        OpcUaCodec.Decoded decoded = decode(unknown);
        assertThat(decoded.value()).isEqualTo(TypedValue.Bytes.of(new byte[] {9, 8, 7}));
        assertThat(decoded.properties())
                .containsExactly(new Property("typeId", "nsu=http://plant/;i=5001"));
    }

    /// Row 23.
    @Test
    void aBadValueIsNoneEvenWhereTheServerStillSendsTheLastOne() {
        OpcUaCodec.Decoded decoded =
                decode(
                        new DataValue(
                                Variant.of(42),
                                new StatusCode(StatusCodes.Bad_NoCommunication),
                                new DateTime(NOW)));
        assertThat(decoded.quality()).isEqualTo(Quality.BAD);
        assertThat(decoded.value()).isEqualTo(new TypedValue.None());
        assertThat(decoded.properties())
                .containsExactly(new Property("status", "Bad_NoCommunication"));
    }

    /// Row 28: the bit stands in the lower half and must not be lost with it.
    @Test
    void theOverflowBitIsSeenBesideAGoodStatus() {
        OpcUaCodec.Decoded decoded =
                decode(
                        new DataValue(
                                Variant.of(1),
                                StatusCode.GOOD.withDataValueInfoType().withOverflow(),
                                new DateTime(NOW)));
        assertThat(decoded.lostAtServer()).isTrue();
        assertThat(decoded.quality()).isEqualTo(Quality.GOOD);
        assertThat(decoded.properties()).containsExactly(new Property("overflow", "true"));
        assertThat(decode(1).lostAtServer()).isFalse();
    }

    /// Row 26: such times break stores; they are flagged, never invented.
    @Test
    void timesThatCannotBeUsedAreFlaggedAndNotInvented() {
        DateTime good = new DateTime(NOW);
        assertThat(timed(good).sourceTimeEpochNanos()).isEqualTo(NOW_NANOS);
        assertThat(timed(good).properties()).isEmpty();
        assertThat(timed(null).sourceTimeEpochNanos()).isZero();
        assertThat(timed(null).properties()).containsExactly(new Property("timestamp", "missing"));
        assertThat(timed(DateTime.MIN_VALUE).properties())
                .containsExactly(new Property("timestamp", "missing"));
        OpcUaCodec.Decoded far = timed(new DateTime(Instant.parse("9999-12-31T23:59:59Z")));
        assertThat(far.sourceTimeEpochNanos()).isZero();
        assertThat(far.properties())
                .containsExactly(
                        new Property("timestamp", "out of range"),
                        new Property("sourceTime", "9999-12-31T23:59:59Z"));
        OpcUaCodec.Decoded ahead = timed(new DateTime(Instant.parse("2031-11-27T00:00:00Z")));
        assertThat(ahead.properties()).containsExactly(new Property("timestamp", "in the future"));
        assertThat(ahead.sourceTimeEpochNanos()).isPositive();
    }

    private static OpcUaCodec.Decoded timed(@Nullable DateTime time) {
        return decode(new DataValue(Variant.of(1), StatusCode.GOOD, time));
    }

    @Test
    void datesAtTheEdgesAreTextAndOthersTimes() {
        assertThat(decode(new DateTime(NOW)).value()).isEqualTo(new TypedValue.Time(NOW_NANOS));
        assertThat(decode(DateTime.MIN_VALUE).value())
                .isEqualTo(new TypedValue.Text("1601-01-01T00:00:00Z"));
    }

    @Test
    void theServersTimeIsKeptWhereTheProjectWantsIt() {
        DataValue value =
                new DataValue(
                        Variant.of(1),
                        StatusCode.GOOD,
                        new DateTime(NOW),
                        new DateTime(NOW.plusMillis(5)));
        assertThat(OpcUaCodec.decode(value, NAMESPACES, true, NOW_NANOS).properties())
                .containsExactly(new Property("serverTime", "2026-11-27T00:00:00.005Z"));
    }

    /// The sequence goes from its greatest number back to 1 (Part 4 clause 7.38).
    @Test
    void theSequenceOfMessagesWrapsToOne() {
        ServerSubscription subscription = new ServerSubscription(1, 5_000);
        assertThat(subscription.missingBefore(1)).isZero();
        subscription.lastSequence = 5;
        assertThat(subscription.missingBefore(6)).isZero();
        assertThat(subscription.missingBefore(9)).isEqualTo(3);
        assertThat(subscription.known(5)).isTrue();
        assertThat(subscription.known(6)).isFalse();
        subscription.lastSequence = 0xFFFF_FFFEL;
        assertThat(subscription.missingBefore(0xFFFF_FFFFL)).isZero();
        assertThat(subscription.missingBefore(1)).isEqualTo(1);
        assertThat(subscription.missingBefore(2)).isEqualTo(2);
        subscription.lastSequence = 0xFFFF_FFFFL;
        assertThat(subscription.missingBefore(1)).isZero();
        assertThat(subscription.known(0xFFFF_FFFFL)).isTrue();
    }

    // Harm: from the wrap on no missing message is counted, or four thousand millions are.
    @Test
    void whatIsMissedAcrossTheWrapIsCountedOnce() {
        ServerSubscription subscription = new ServerSubscription(1, 5_000);
        assertThat(subscription.newlyMissed(0xFFFF_FFFCL, 0)).isZero();
        assertThat(subscription.newlyMissed(0xFFFF_FFFEL, 2)).isEqualTo(2);
        // ...FE and ...FF are missing, and ...FD was before.
        assertThat(subscription.newlyMissed(1, 3)).isEqualTo(2);
        assertThat(subscription.newlyMissed(1, 3)).as("again").isZero();
        assertThat(subscription.newlyMissed(0xFFFF_FFFEL, 2)).as("an earlier one").isZero();
        assertThat(subscription.newlyMissed(4, 6)).isEqualTo(3);
        assertThat(subscription.newlyMissed(9, 2)).as("a gap of its own").isEqualTo(2);
    }
}
