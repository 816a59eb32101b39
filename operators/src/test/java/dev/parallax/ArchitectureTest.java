package dev.parallax;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may use which: the table of the design. */
@AnalyzeClasses(packages = "dev.parallax", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_use_only_those_before_them = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("observe")
            .definedBy("dev.parallax.observe")
            .layer("text")
            .definedBy("dev.parallax.text")
            .layer("encode")
            .definedBy("dev.parallax.encode")
            .layer("encode.sparknlp")
            .definedBy("dev.parallax.encode.sparknlp")
            .layer("infer")
            .definedBy("dev.parallax.infer")
            .optionalLayer("shadow")
            .definedBy("dev.parallax.shadow")
            .layer("evaluate")
            .definedBy("dev.parallax.evaluate")
            .layer("train")
            .definedBy("dev.parallax.train")
            .whereLayer("train")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("evaluate")
            .mayOnlyBeAccessedByLayers("train")
            .whereLayer("shadow")
            .mayOnlyBeAccessedByLayers("evaluate")
            .whereLayer("infer")
            .mayOnlyBeAccessedByLayers("shadow", "evaluate", "train")
            .whereLayer("encode.sparknlp")
            .mayOnlyBeAccessedByLayers("shadow")
            .whereLayer("encode")
            .mayOnlyBeAccessedByLayers("encode.sparknlp", "infer", "shadow", "train", "evaluate")
            .whereLayer("text")
            .mayOnlyBeAccessedByLayers("encode", "encode.sparknlp", "infer", "shadow", "train", "evaluate");

    @ArchTest
    static final ArchRule no_package_depends_on_itself_through_another =
            slices().matching("dev.parallax.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onnx_runtime_only_where_models_run_and_heads_are_fitted = noClasses()
            .that()
            .resideOutsideOfPackages("dev.parallax.infer", "dev.parallax.train")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule the_tokenizer_library_only_where_texts_are_encoded = noClasses()
            .that()
            .resideOutsideOfPackage("dev.parallax.encode")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule no_kafka_in_the_library = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

    @ArchTest
    static final ArchRule names_say_what_a_class_is =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager)$");
}
