package dev.parallax.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.parallax", importOptions = DoNotIncludeTests.class)
class KafkaBoundaryTest {

    @ArchTest
    static final ArchRule kafka_is_used_by_endpoints_and_the_quickstart_only = noClasses()
            .that()
            .resideOutsideOfPackages("dev.parallax.job.endpoint", "dev.parallax.job.quickstart")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "kafka..", "org.apache.flink.connector.kafka..");

    @ArchTest
    static final ArchRule the_configuration_knows_nothing_of_what_it_configures = noClasses()
            .that()
            .resideInAPackage("dev.parallax.job.config")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.parallax.job", "dev.parallax.job.endpoint", "dev.parallax.job.quickstart");
}
