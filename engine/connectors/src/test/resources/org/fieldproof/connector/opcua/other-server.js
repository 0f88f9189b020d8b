// An OPC UA server of another make (node-opcua), for the tests: node other-server.js PORT PKI_FOLDER
const { OPCUAServer } = require("node-opcua-server");
const { OPCUACertificateManager } = require("node-opcua-certificate-manager");
const { DataType, Variant } = require("node-opcua-variant");

async function main() {
    const [port, folder] = [Number(process.argv[2]), process.argv[3]];
    const certificates = new OPCUACertificateManager({
        rootFolder: folder,
        automaticallyAcceptUnknownCertificate: false,
    });
    await certificates.initialize();
    const server = new OPCUAServer({
        port,
        host: "127.0.0.1",
        hostname: "localhost",
        alternateHostname: ["127.0.0.1"],
        resourcePath: "/UA/Other",
        serverCertificateManager: certificates,
        userManager: { isValidUser: (user, password) => user === "op" && password === "right" },
    });
    await server.initialize();
    const namespace = server.engine.addressSpace.registerNamespace("urn:other:plant");
    const folderNode = namespace.addFolder("ObjectsFolder", { browseName: "Plant" });
    let counter = 0;
    const node = namespace.addVariable({
        organizedBy: folderNode,
        nodeId: "s=Counter",
        browseName: "Counter",
        dataType: "Double",
    });
    node.setValueFromSource(new Variant({ dataType: DataType.Double, value: 0 }));
    setInterval(() => {
        counter += 1;
        node.setValueFromSource(new Variant({ dataType: DataType.Double, value: counter }));
    }, 100);
    const setpoint = namespace.addVariable({
        organizedBy: folderNode,
        nodeId: "s=Setpoint",
        browseName: "Setpoint",
        dataType: "Float",
        value: { dataType: DataType.Float, value: 1.5 },
    });
    setpoint.on("value_changed", (now) => console.log("setpoint " + now.value.value));
    namespace.addVariable({
        organizedBy: folderNode,
        nodeId: "s=Sealed",
        browseName: "Sealed",
        dataType: "Float",
        accessLevel: "CurrentRead",
        userAccessLevel: "CurrentRead",
        value: { dataType: DataType.Float, value: 2.5 },
    });
    await server.start();
    console.log("listening");
}
main().catch((error) => {
    console.error(error);
    process.exit(1);
});
