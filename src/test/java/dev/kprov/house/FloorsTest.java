package dev.kprov.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.kprov.base.Secret;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.Security;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may see whom. The floors and rooms are drawn in the design; this is what holds them. */
class FloorsTest {
  private static final List<String> WORDS = List.of("base", "inventory", "state");
  private static final List<String> MIND = List.of("pki", "playbook", "plan", "lint", "result");
  private static final List<String> HANDS =
      List.of("text", "config", "mint", "wire", "ssh", "store", "view");
  private static final List<String> DESK = List.of("run", "cli", "launch");

  /** What a hand may see of the other hands. */
  private static final Map<String, Set<String>> NEIGHBOURS =
      Map.of(
          "ssh", Set.of("wire"),
          "config", Set.of("text"),
          "store", Set.of("text"),
          "view", Set.of("text"));

  private static final Map<String, String> ROOM_OF_LIBRARY =
      Map.of(
          "picocli..", "cli",
          "ch.qos.logback..", "cli",
          "tools.jackson..", "text",
          "org.bouncycastle..", "mint",
          "org.conscrypt..", "mint",
          "net.schmizz..", "ssh",
          "com.hierynomus..", "ssh");

  /** Pure functions and the stopwatch: they tell nothing of the machine, the time or the user. */
  private static final Set<String> HARMLESS_OF_SYSTEM =
      Set.of("arraycopy", "identityHashCode", "lineSeparator", "nanoTime");

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(place -> !place.contains("/test-classes/"))
          .importPackages("dev.kprov");

  @Test
  void importsGoDownTheFloorsOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("words")
        .definedBy(rooms(WORDS))
        .layer("mind")
        .definedBy(rooms(MIND))
        .layer("hands")
        .definedBy(rooms(HANDS))
        .layer("desk")
        .definedBy(rooms(DESK))
        .whereLayer("desk")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("hands")
        .mayOnlyBeAccessedByLayers("desk")
        .whereLayer("mind")
        .mayOnlyBeAccessedByLayers("hands", "desk")
        .because("what decides must be testable without what acts")
        .check(HOUSE);
  }

  @Test
  void everyClassLivesInARoom() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.of(WORDS, MIND, HANDS, DESK)
                .flatMap(f -> Stream.of(rooms(f)))
                .toArray(String[]::new))
        .because("a new room needs a floor, and its place here")
        .check(HOUSE);
  }

  @ParameterizedTest
  @MethodSource("hands")
  void aHandSeesNoOtherHandButItsNeighbour(String hand) {
    List<String> forbidden =
        HANDS.stream()
            .filter(not(hand::equals))
            .filter(not(NEIGHBOURS.getOrDefault(hand, Set.of())::contains))
            .toList();
    noClasses()
        .that()
        .resideInAPackage(room(hand))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(rooms(forbidden))
        .because("each hand must be replaceable without touching the others")
        .allowEmptyShould(true)
        .check(HOUSE);
  }

  @Test
  void roomsFormNoCycle() {
    slices()
        .matching("dev.kprov.(*)..")
        .should()
        .beFreeOfCycles()
        .because("rooms that need each other are one room")
        .check(HOUSE);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryLivesInOneRoom(String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room(ROOM_OF_LIBRARY.getOrDefault(library, "")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("a library that is known in one room can be replaced there")
        .check(HOUSE);
  }

  @Test
  void wordsAndMindNeedNothingButTheJdk() {
    classes()
        .that()
        .resideInAnyPackage(wordsAndMind())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.kprov..", "java..", "org.jspecify..")
        .because("what decides must not know how anything is done")
        .check(HOUSE);
  }

  @Test
  void wordsAndMindReadNoFile() {
    noClasses()
        .that()
        .resideInAnyPackage(wordsAndMind())
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Files.class)
        .because("the plan is a function of what it is given")
        .check(HOUSE);
  }

  @Test
  void onlyTheCommandLineTouchesTheProcessAndItsEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackages(room("cli"), room("launch"))
        .should()
        .accessTargetWhere(ofSystem())
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Runtime.class)
        .because("streams, environment and exit are handed down, so that tests can hand them too")
        .check(HOUSE);
  }

  @Test
  void onlyTheCommandLineReadsTheClock() {
    noClasses()
        .that()
        .resideOutsideOfPackage(room("cli"))
        .should()
        .callMethodWhere(readsTheClock())
        .because("the time of a run is one value, and in tests any value")
        .check(HOUSE);
  }

  @Test
  void onlyTheDeskSleeps() {
    noClasses()
        .that()
        .resideOutsideOfPackages(rooms(DESK))
        .and()
        .doNotHaveFullyQualifiedName("dev.kprov.ssh.Patience") // decision 0051
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .because("retries and waits belong to the run, which can be cancelled")
        .check(HOUSE);
  }

  @Test
  void nothingElseIsAddedToTheProvidersOfTheJvm() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.kprov.ssh.EcdsaKeys") // decision 0050
        .and()
        .doNotHaveFullyQualifiedName("dev.kprov.mint.NativeCryptography") // decision 0093
        .should()
        .callMethodWhere(
            describe(
                "a provider is registered",
                call ->
                    call.getTargetOwner().isEquivalentTo(Security.class)
                        && Set.of("addProvider", "insertProviderAt").contains(call.getName())))
        .because("a registered provider changes what every library does, and costs start-up")
        .check(HOUSE);
  }

  @Test
  void olderApisWithABetterSuccessorAreNotUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(File.class, Paths.class, Random.class, ThreadLocalRandom.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.io.ObjectInputStream.class)
        .because("Path, SecureRandom and slf4j are the one way here, and nothing is deserialised")
        .check(HOUSE);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(HOUSE.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allSatisfy(room -> assertThat(room.isAnnotatedWith(NullMarked.class)).isTrue());
  }

  @Test
  void dataCannotBeExtended() {
    classes()
        .that()
        .resideInAnyPackage(wordsAndMind())
        .and()
        .doNotHaveSimpleName("package-info")
        .and()
        .doNotHaveFullyQualifiedName("dev.kprov.result.View")
        .should(be(describe("records, enums, final or sealed", FloorsTest::isClosed)))
        .because("alternatives are told apart by the compiler; only the View is for others to fill")
        .check(HOUSE);
  }

  @Test
  void dataDoesNotChange() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(wordsAndMind())
        .or()
        .areStatic()
        .should()
        .beFinal()
        .because("what one thread plans another applies, and no state is shared by all")
        .check(HOUSE);
  }

  @Test
  void aSecretGivesItsBytesToAReaderOnly() {
    methods()
        .that()
        .areDeclaredIn(Secret.class)
        .and()
        .arePublic()
        .and()
        .areNotStatic()
        .should()
        .haveNameMatching("use|toString")
        .because("every other way out would not be seen when the code is read")
        .check(HOUSE);
    assertThat(Secret.class.getInterfaces()).isEmpty();
  }

  @Test
  void aNameSaysWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Impl|Manager)")
        .because("such a name takes in everything")
        .check(HOUSE);
  }

  static List<String> hands() {
    return HANDS;
  }

  static List<String> libraries() {
    return ROOM_OF_LIBRARY.keySet().stream().sorted().toList();
  }

  private static DescribedPredicate<JavaAccess<?>> ofSystem() {
    return describe(
        "it belongs to System",
        access ->
            access.getTargetOwner().isEquivalentTo(System.class)
                && !HARMLESS_OF_SYSTEM.contains(access.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
    return describe("it reads the clock", access -> readsTheClock(access.getTarget()));
  }

  private static boolean readsTheClock(AccessTarget target) {
    JavaClass owner = target.getOwner();
    return owner.isEquivalentTo(Clock.class)
        ? target.getName().startsWith("system")
        : owner.getPackageName().equals("java.time") && target.getName().equals("now");
  }

  private static boolean isClosed(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.FINAL) || type.reflect().isSealed();
  }

  private static String[] wordsAndMind() {
    return rooms(Stream.concat(WORDS.stream(), MIND.stream()).toList());
  }

  private static String[] rooms(List<String> names) {
    return names.stream().map(FloorsTest::room).toArray(String[]::new);
  }

  private static String room(String name) {
    return "dev.kprov." + name + "..";
  }
}
