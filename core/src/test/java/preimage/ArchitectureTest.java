package preimage;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import preimage.spec.Misuse;
import preimage.tensor.Bundle;
import preimage.tensor.Tensor;
import preimage.work.Failure;

/** What the compiled library keeps to; {@link SourceTest} reads the sources. */
class ArchitectureTest {
  private static final JavaClasses ALL = new ClassFileImporter().importPackages("preimage");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("preimage");

  /** What each package of the library may know; {@code preimage} itself holds the catalogs. */
  private static final Map<String, List<String>> LAYERS =
      table(
          """
          spec:
          work:
          tensor:    spec work
          io:        spec work tensor
          data:      spec work tensor io
          search:    spec work tensor
          net:       spec work tensor io
          latent:    spec work tensor io data search net
          attack:    spec work tensor io data search net
          train:     spec work tensor io data search net latent attack
          defence:   spec work tensor io data search net latent attack train
          metric:    spec work tensor io data net
          preimage:  spec work tensor io data search net latent attack train defence metric
          run:       spec work tensor io data search net latent attack train defence metric preimage
          report:    spec work tensor io data search net latent attack train defence metric preimage run
          reproduce: spec work tensor io data search net latent attack train defence metric preimage run report
          """);

  private static final Set<String> ROOTS = Set.of("java.lang.Object", "java.lang.Record");

  private static Map<String, List<String>> table(String text) {
    var table = new LinkedHashMap<String, List<String>>();
    for (String line : text.lines().toList()) {
      var sides = line.split(":", 2);
      table.put(sides[0], List.of(sides[1].strip().split(" ")));
    }
    return table;
  }

  private static String qualified(String layer) {
    return layer.equals("preimage") || layer.isEmpty() ? "preimage" : "preimage." + layer;
  }

  @Test
  void onlyTheTensorPackageKnowsLibtorch() {
    noClasses()
        .that()
        .resideOutsideOfPackage("preimage.tensor")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(ALL);
  }

  @Test
  void everyPackageHasItsLayer() {
    var packages = new TreeSet<String>();
    CLASSES.forEach(c -> packages.add(c.getPackageName()));
    packages.removeIf(name -> LAYERS.keySet().stream().anyMatch(l -> qualified(l).equals(name)));
    assertEquals(new TreeSet<String>(), packages);
  }

  @Test
  void dependenciesPointOneWay() {
    LAYERS.forEach((layer, below) -> {
      var mine = qualified(layer);
      var known = new TreeSet<>(below.stream().map(ArchitectureTest::qualified).toList());
      known.add(mine);
      noClasses()
          .that()
          .resideInAPackage(mine)
          .should()
          .dependOnClassesThat(
              describe(
                  "are of a layer above",
                  c ->
                      c.getPackageName().startsWith("preimage")
                          && !known.contains(c.getPackageName())))
          .allowEmptyShould(true)
          .check(CLASSES);
    });
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** Values such as an objective are given their tensors once; all else must say what it holds. */
  @Test
  void onlyBundlesChangeTheTensorsThatTheyHold() {
    fields()
        .that()
        .haveRawType(Tensor.class)
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("preimage.tensor")
        .should()
        .beFinal()
        .andShould()
        .notBeStatic()
        .orShould()
        .beDeclaredInClassesThat()
        .implement(Bundle.class)
        .check(CLASSES);
  }

  @Test
  void everythingIsAnInterfaceARecordAnEnumOrAFinalClass() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and(not(describe("are constants of an enum", c -> c.isAssignableTo(Enum.class))))
        .should()
        .haveModifier(FINAL)
        .check(CLASSES);
  }

  @Test
  void noClassExtendsAnotherButTheTwoExceptions() {
    var heirs =
        CLASSES.stream()
            .filter(c -> !c.isInterface() && !c.isAssignableTo(Enum.class))
            .filter(c -> !ROOTS.contains(c.getRawSuperclass().orElseThrow().getName()))
            .map(JavaClass::getName)
            .sorted()
            .toList();
    assertEquals(List.of(Misuse.class.getName(), Failure.class.getName()), heirs);
  }

  @Test
  void nothingIsGotten() {
    methods()
        .that(describe("are of our own naming", m -> !inherited(m)))
        .should()
        .haveNameNotMatching("get([A-Z].*)?")
        .check(CLASSES);
  }

  private static boolean inherited(JavaMethod method) {
    var owner = method.getOwner().reflect();
    var above = Stream.concat(Stream.of(owner.getSuperclass()), Stream.of(owner.getInterfaces()));
    return above
        .filter(Objects::nonNull)
        .flatMap(type -> Stream.of(type.getMethods()))
        .anyMatch(m -> m.getName().equals(method.getName()));
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveNameMatching(".*(Util|Impl|Manager|Helper|Factory)$")
        .orShould()
        .haveNameMatching("(.*[.$])?(Abstract|Base[A-Z]).*")
        .check(CLASSES);
  }

  @Test
  void randomnessIsOurOwn() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)")
        .orShould()
        .callMethod(Math.class, "random")
        .check(CLASSES);
  }

  @Test
  void theLibraryDoesNotPrint() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    var unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(p -> p.getName())
            .distinct()
            .toList();
    assertEquals(List.of(), unmarked);
  }
}
