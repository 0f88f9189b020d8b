package org.fieldproof.app.arch;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Set;

/// The arrows of engine/docs/ARCHITECTURE.md, one rule each. A rule that cannot fail is deleted;
/// a rule that is in the way is argued with in a decision record, not suppressed here.
@AnalyzeClasses(
        packages = "org.fieldproof",
        importOptions = {
            ImportOption.DoNotIncludeTests.class,
            ArchitectureTest.WithoutJarsOfTests.class
        })
class ArchitectureTest {

    /// What the tests of a module lend to those of another is no part of the product.
    static final class WithoutJarsOfTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] JDK_AND_JSPECIFY = {
        "java..",
        "javax.net",
        "javax.net.ssl..",
        "javax.security.auth.x500..",
        "org.jspecify.annotations.."
    };

    @ArchTest
    static final ArchRule apiNeedsOnlyTheJdk =
            classes()
                    .that()
                    .resideInAPackage("org.fieldproof.api..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(with("org.fieldproof.api.."));

    @ArchTest
    static final ArchRule logNeedsOnlyTheJdk =
            classes()
                    .that()
                    .resideInAPackage("org.fieldproof.log..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(with("org.fieldproof.log.."));

    @ArchTest
    static final ArchRule coreSeesApiAndLog =
            noClasses()
                    .that()
                    .resideInAPackage("org.fieldproof.engine..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.fieldproof.connector..",
                            "org.fieldproof.drill..",
                            "org.fieldproof.control..",
                            "org.fieldproof.views..",
                            "org.fieldproof.styles..",
                            "org.fieldproof.app..");

    @ArchTest
    static final ArchRule connectorsSeeOnlyTheApi =
            noClasses()
                    .that()
                    .resideInAPackage("org.fieldproof.connector..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.fieldproof.log..",
                            "org.fieldproof.engine..",
                            "org.fieldproof.drill..",
                            "org.fieldproof.control..",
                            "org.fieldproof.views..",
                            "org.fieldproof.styles..",
                            "org.fieldproof.app..");

    /// What they share stands in packages of its own, which see none of them.
    @ArchTest
    static final ArchRule connectorsNeverSeeEachOther =
            slices().matching("org.fieldproof.connector.(*)..")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(
                            alwaysTrue(), resideInAPackage("org.fieldproof.connector.work.."))
                    .ignoreDependency(
                            alwaysTrue(), resideInAPackage("org.fieldproof.connector.tls.."));

    private static final String J2MOD = "com.ghgande.j2mod.modbus";

    /// What of j2mod the product may use: four reading functions and a refusal.
    private static final Set<String> READING_MESSAGES =
            Set.of(
                    J2MOD + ".msg.ModbusMessage",
                    J2MOD + ".msg.ModbusMessageImpl",
                    J2MOD + ".msg.ModbusRequest",
                    J2MOD + ".msg.ModbusResponse",
                    J2MOD + ".msg.ExceptionResponse",
                    J2MOD + ".msg.ReadCoilsRequest",
                    J2MOD + ".msg.ReadCoilsResponse",
                    J2MOD + ".msg.ReadInputDiscretesRequest",
                    J2MOD + ".msg.ReadInputDiscretesResponse",
                    J2MOD + ".msg.ReadMultipleRegistersRequest",
                    J2MOD + ".msg.ReadMultipleRegistersResponse",
                    J2MOD + ".msg.ReadInputRegistersRequest",
                    J2MOD + ".msg.ReadInputRegistersResponse",
                    J2MOD + ".procimg.Register",
                    J2MOD + ".procimg.InputRegister",
                    J2MOD + ".procimg.SimpleRegister");

    /// G20: a class that could write to a field device, or send for us, is not reachable from the
    /// product. That this notices a writer is shown by [FieldWritersTest].
    @ArchTest
    static final ArchRule nothingCanWriteToAFieldDevice =
            noClasses()
                    .should()
                    .dependOnClassesThat(
                            com.tngtech.archunit.base.DescribedPredicate.describe(
                                    "can write to a field device",
                                    ArchitectureTest::couldWriteToTheField))
                    .orShould(
                            callAny(
                                    J2MOD + ".msg.ModbusRequest.createModbusRequest",
                                    J2MOD + ".msg.ModbusResponse.createModbusResponse"))
                    .because("what writes is of our own making and passes a gate");

    /// G20: the one way to a device is the desk, which arms, asks and records. That this notices
    /// another way is shown by [FieldWritersTest].
    @ArchTest
    static final ArchRule onlyTheDeskOpensWriters =
            noClasses()
                    .that()
                    .haveNameNotMatching(".*\\.engine\\.writing\\.WritableLine")
                    .should(callAny("org.fieldproof.api.spi.SourceFactory.writer"));

    /// G20: a line can be asked to write by the writer of its protocol alone.
    @ArchTest
    static final ArchRule onlyWritersWrite =
            noClasses()
                    .that()
                    .haveNameNotMatching(".*\\.(ModbusWriter|S7Writer|S7Line)")
                    .should(
                            callAny(
                                    "org.fieldproof.connector.fieldbus.modbus.ModbusLine.write",
                                    "org.fieldproof.connector.fieldbus.s7.S7Line.writeBit",
                                    "org.fieldproof.connector.fieldbus.s7.S7Line.writeBytes"));

    @ArchTest
    static final ArchRule onlyItsWriterMakesWritesOfOpcUa =
            noClasses()
                    .that()
                    .resideInAPackage("org.fieldproof.connector.opcua")
                    .and()
                    .haveNameNotMatching(".*\\.(OpcUaWriter|OneNodeGate)")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(".*\\.structured\\.(Write|Call)(Request|Value|Method.*)");

    @ArchTest
    static final ArchRule drillsSeeTheCoresPublishedTypes =
            noClasses()
                    .that()
                    .resideInAPackage("org.fieldproof.drill..")
                    .should()
                    .dependOnClassesThat(
                            com.tngtech.archunit.base.DescribedPredicate.describe(
                                    "core other than its ports, log, connectors, views or app",
                                    (JavaClass c) ->
                                            inAny(
                                                            c,
                                                            "org.fieldproof.engine",
                                                            "org.fieldproof.log",
                                                            "org.fieldproof.connector",
                                                            "org.fieldproof.views",
                                                            "org.fieldproof.styles",
                                                            "org.fieldproof.app")
                                                    && !inAny(c, "org.fieldproof.engine.port")));

    @ArchTest
    static final ArchRule viewsSeeOnlyApiAndStyles =
            noClasses()
                    .that()
                    .resideInAnyPackage("org.fieldproof.views..", "org.fieldproof.styles..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.fieldproof.log..",
                            "org.fieldproof.engine..",
                            "org.fieldproof.connector..",
                            "org.fieldproof.drill..",
                            "org.fieldproof.control..",
                            "org.fieldproof.app..",
                            "java.nio.channels..",
                            "java.net.http..");

    @ArchTest
    static final ArchRule onlyViewsStylesAndAppKnowJavaFx =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "org.fieldproof.views..",
                            "org.fieldproof.styles..",
                            "org.fieldproof.app..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("javafx..", "com.sun.javafx..");

    @ArchTest
    static final ArchRule viewsTouchNoFiles =
            noClasses()
                    .that()
                    .resideInAPackage("org.fieldproof.views..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.nio.file.Files");

    @ArchTest
    static final ArchRule threadsInViewsLiveInTheBridge =
            noClasses()
                    .that()
                    .resideInAPackage("org.fieldproof.views..")
                    .and()
                    .resideOutsideOfPackage("org.fieldproof.views.bridge..")
                    .should(
                            callAny(
                                    "java.lang.Thread.start",
                                    "java.lang.Thread.ofPlatform",
                                    "java.lang.Thread.ofVirtual",
                                    "javafx.application.Platform.runLater"));

    @ArchTest
    static final ArchRule onlyTheLogOpensLogFiles =
            noClasses()
                    .that()
                    .resideInAPackage("org.fieldproof.log..")
                    .and()
                    .resideOutsideOfPackage("org.fieldproof.log.io..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.nio.file.Files")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.nio.channels.FileChannel");

    @ArchTest
    static final ArchRule onlyTheClockReadsTime =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "org.fieldproof.engine..",
                            "org.fieldproof.connector..",
                            "org.fieldproof.drill..")
                    .should(
                            callAny(
                                    "java.lang.System.currentTimeMillis",
                                    "java.lang.System.nanoTime",
                                    "java.time.Instant.now"));

    @ArchTest
    static final ArchRule nobodyInterruptsAnother =
            noClasses()
                    .should(interruptAnother())
                    .because("an interrupt closes a FileChannel for everyone");

    @ArchTest
    static final ArchRule nobodyStopsAnExecutorByInterrupts =
            noClasses().should(callAny("java.util.concurrent.ExecutorService.shutdownNow"));

    @ArchTest
    static final ArchRule noSerialization =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.io.ObjectInputStream");

    @ArchTest
    static final ArchRule noStaticMutableState =
            fields().that()
                    .areDeclaredInClassesThat()
                    .resideInAPackage("org.fieldproof..")
                    .and()
                    .areStatic()
                    .should()
                    .beFinal();

    @ArchTest
    static final ArchRule noPackageCyclesInTheEngine =
            slices().matching("org.fieldproof.engine.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noPackageCyclesInTheDrills =
            slices().matching("org.fieldproof.drill.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noPackageCyclesInTheLog =
            slices().matching("org.fieldproof.log.(*)..").should().beFreeOfCycles();

    private static String[] with(String own) {
        String[] all = Arrays.copyOf(JDK_AND_JSPECIFY, JDK_AND_JSPECIFY.length + 1);
        all[JDK_AND_JSPECIFY.length] = own;
        return all;
    }

    private static boolean inAny(JavaClass type, String... packages) {
        for (String each : packages) {
            if (type.getPackageName().equals(each)
                    || type.getPackageName().startsWith(each + ".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean couldWriteToTheField(JavaClass type) {
        JavaClass item = type.getBaseComponentType();
        boolean j2mod = inAny(item, "com.ghgande.j2mod");
        return inAny(item, "com.github.xingshuangs")
                || (j2mod && !READING_MESSAGES.contains(item.getName()));
    }

    /// A thread may put back its own flag after it was interrupted from outside; only that.
    private static ArchCondition<JavaClass> interruptAnother() {
        return new ArchCondition<>("interrupt another thread") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                    boolean interrupts =
                            call.getTargetOwner().isEquivalentTo(Thread.class)
                                    && call.getName().equals("interrupt");
                    boolean itself =
                            call.getOrigin().getMethodCallsFromSelf().stream()
                                    .anyMatch(each -> each.getName().equals("currentThread"));
                    if (interrupts && !itself) {
                        events.add(SimpleConditionEvent.satisfied(call, call.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> callAny(String... methods) {
        Set<String> banned = Set.of(methods);
        return new ArchCondition<>("call any of " + banned) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    String target = access.getTargetOwner().getName() + "." + access.getName();
                    if (banned.contains(target)) {
                        events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
                    }
                }
            }
        };
    }
}
