package dev.parallax.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.parallax.ClassCircles;

/** Checks which package of the job may use what, by the table of the design. */
@AnalyzeClasses(packages = "dev.parallax.job", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule kafka_only_where_records_come_and_go = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.parallax.job.endpoint..", "dev.parallax.job.quickstart..", "dev.parallax.job.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "kafka..", "org.apache.flink.connector.kafka..");

    @ArchTest
    static final ArchRule a_broker_only_in_the_quickstart = noClasses()
            .that()
            .resideOutsideOfPackages("dev.parallax.job.quickstart", "dev.parallax.job.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.controller..");

    @ArchTest
    static final ArchRule models_and_tokenizers_are_the_library_s =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("ai.onnxruntime..", "ai.djl..");

    @ArchTest
    static final ArchRule no_package_depends_on_itself_through_another =
            slices().matching("dev.parallax.job.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothing_uses_the_commands = noClasses()
            .that()
            .resideInAPackage("dev.parallax.job.*..")
            .and()
            .resideOutsideOfPackage("dev.parallax.job.command..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parallax.job", "dev.parallax.job.command..");

    @ArchTest
    static final ArchRule the_running_stream_uses_no_offline_tool = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.parallax.job.config..",
                    "dev.parallax.job.endpoint..",
                    "dev.parallax.job.wire..",
                    "dev.parallax.job.pipeline..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parallax.job.bench..",
                    "dev.parallax.job.calibrate..",
                    "dev.parallax.job.lab..",
                    "dev.parallax.job.optimize..",
                    "dev.parallax.job.score..",
                    "dev.parallax.job.filereport..",
                    "dev.parallax.job.dashboard..",
                    "dev.parallax.job.tune..",
                    "dev.parallax.train..");

    @ArchTest
    static final ArchRule the_configuration_knows_nothing_of_what_it_configures = noClasses()
            .that()
            .resideInAPackage("dev.parallax.job.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parallax.job.endpoint..", "dev.parallax.job.pipeline..", "dev.parallax.job.quickstart..");

    @ArchTest
    static final ArchRule the_report_knows_comparisons_alone = noClasses()
            .that()
            .resideInAPackage("dev.parallax.job.filereport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parallax.job.config..",
                    "dev.parallax.job.endpoint..",
                    "dev.parallax.job.pipeline..",
                    "dev.parallax.job.quickstart..",
                    "dev.parallax.job.bench..");

    @ArchTest
    static final ArchRule the_dashboard_knows_records_of_topics_alone = noClasses()
            .that()
            .resideInAPackage("dev.parallax.job.dashboard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parallax.job.pipeline..",
                    "dev.parallax.job.quickstart..",
                    "dev.parallax.job.bench..",
                    "dev.parallax.job.filereport..",
                    "org.apache.flink..");

    @ArchTest
    static final ArchRule a_web_server_only_in_the_dashboard = noClasses()
            .that()
            .resideOutsideOfPackage("dev.parallax.job.dashboard.web")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager)$");

    @ArchTest
    static void no_circle_of_more_than_two_classes_inside_a_package(JavaClasses classes) {
        assertThat(ClassCircles.largerThan(2, classes)).isEmpty();
    }

    @ArchTest
    static void a_package_fits_on_a_screen(JavaClasses classes) {
        assertThat(ClassCircles.packagesLargerThan(26, classes)).isEmpty();
    }
}
