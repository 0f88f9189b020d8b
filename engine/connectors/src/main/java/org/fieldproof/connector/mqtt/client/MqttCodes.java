package org.fieldproof.connector.mqtt.client;

/// The codes of this package's problems; each is documented in `engine/docs/problems.md`.
final class MqttCodes {
    static final String REFUSED = "MQTT-0201";
    static final String NAME_UNKNOWN = "MQTT-0202";
    static final String TIMEOUT = "MQTT-0203";
    static final String UNTRUSTED = "MQTT-0204";
    static final String EXPIRED = "MQTT-0205";
    static final String WRONG_HOST = "MQTT-0206";
    static final String NOT_TLS = "MQTT-0207";
    static final String NOT_PLAIN = "MQTT-0208";
    static final String WRONG_PASSWORD = "MQTT-0209";
    static final String CLIENT_ID = "MQTT-0210";
    static final String CONNACK = "MQTT-0211";
    static final String OUR_CERTIFICATE = "MQTT-0212";
    static final String LINE_LOST = "MQTT-0213";
    static final String VERSION = "MQTT-0214";
    static final String HANDSHAKE = "MQTT-0215";
    static final String CERTIFICATE_UNFIT = "MQTT-0216";
    static final String NOT_AUTHORISED = "MQTT-0217";
    static final String UNREACHABLE = "MQTT-0218";
    static final String IDENTITY = "MQTT-0219";

    static final String SUBSCRIPTION = "MQTT-0220";
    static final String SESSION_LOST = "MQTT-0221";
    static final String TAKEN_OVER = "MQTT-0222";
    static final String STALLED = "MQTT-0223";
    static final String HANDLER = "MQTT-0224";
    static final String QOS_0_DROPPED = "MQTT-0225";
    static final String WAITING = "MQTT-0226";
    static final String RECEIVE_MAXIMUM = "MQTT-0227";
    static final String SILENCE = "MQTT-0228";
    static final String ARRIVED_TOO_LARGE = "MQTT-0229";

    static final String QUOTA = "MQTT-0230";
    static final String PUBLISH_NOT_AUTHORISED = "MQTT-0231";
    static final String TOPIC_REFUSED = "MQTT-0232";
    static final String PAYLOAD_REFUSED = "MQTT-0233";
    static final String PUBLISH_REFUSED = "MQTT-0234";
    static final String TOPIC_INVALID = "MQTT-0235";
    static final String TOO_LARGE = "MQTT-0236";
    static final String ROUTE_LOOP = "MQTT-0237";
    static final String REVOKED = "MQTT-0238";
    static final String PASSWORD_IN_CLEAR = "MQTT-0239";

    static final String CONFIGURATION = "MQTT-0240";
    static final String SEQUENCE_GAP = "MQTT-0241";
    static final String UNDECODED = "MQTT-0242";
    static final String DEVICES_UNTOLD = "MQTT-0243";

    static final String READER_LOST = "MQTT-0250";
    static final String READER_FULL = "MQTT-0251";
    static final String READER_NOT_WATCHING = "MQTT-0252";

    private MqttCodes() {}
}
