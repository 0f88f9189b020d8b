package org.fieldproof.connector.opcua;

/// The codes of engine/docs/problems.md that this package tells.
final class OpcCodes {
    static final String CONFIGURATION = "OPC-0101";
    static final String UNPROTECTED = "OPC-0102";
    static final String DEPRECATED = "OPC-0103";
    static final String PASSWORD_IN_CLEAR = "OPC-0104";

    static final String REFUSED = "OPC-0201";
    static final String NAME_UNKNOWN = "OPC-0202";
    static final String NO_ANSWER = "OPC-0203";
    static final String NOT_OPC_UA = "OPC-0204";
    static final String UNTRUSTED = "OPC-0205";
    static final String CHANGED = "OPC-0206";
    static final String EXPIRED = "OPC-0207";
    static final String WRONG_HOST = "OPC-0208";
    static final String WRONG_APPLICATION = "OPC-0209";
    static final String REVOKED = "OPC-0210";
    static final String REVOCATION_UNKNOWN = "OPC-0211";
    static final String UNFIT = "OPC-0212";
    static final String BROKEN_CHAIN = "OPC-0213";
    static final String OUR_CERTIFICATE = "OPC-0214";
    static final String POLICY = "OPC-0215";
    static final String ONLY_UNPROTECTED = "OPC-0216";
    static final String USER_REFUSED = "OPC-0217";
    static final String USER_KIND = "OPC-0218";
    static final String TOO_MANY = "OPC-0219";
    static final String LINE_LOST = "OPC-0220";
    static final String IDENTITY = "OPC-0221";
    static final String TAMPERED = "OPC-0222";
    static final String SILENT = "OPC-0223";
    static final String OTHER = "OPC-0224";
    static final String OTHER_ADDRESS = "OPC-0225";
    static final String TRUST_LISTS = "OPC-0226";

    static final String NODES = "OPC-0301";
    static final String GAP = "OPC-0302";
    static final String LOST_AT_SERVER = "OPC-0303";
    static final String TOO_LARGE = "OPC-0304";
    static final String NOTIFICATIONS = "OPC-0305";
    static final String WAITING = "OPC-0306";
    static final String NOT_TAKEN = "OPC-0307";
    static final String BROWSE = "OPC-0308";
    static final String BRIDGED = "OPC-0309";
    static final String NOT_READ = "OPC-0310";
    static final String BEHIND = "OPC-0311";
    static final String REVISED = "OPC-0312";
    static final String NOT_WRITTEN = "OPC-0313";
    static final String READ_ONLY = "OPC-0314";
    static final String CAPTURE = "OPC-0315";

    private OpcCodes() {}
}
