package dev.kprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.judge.Leaks;
import dev.kprov.view.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a store everybody may have, and what can be done with it. */
class StoreExportTest {

  @TempDir private Path folder;
  private Desk desk;
  private Path export;

  @BeforeEach
  void aStoreWithAUserAndItsExport() {
    desk = new Desk(folder.resolve("desk"));
    export = folder.resolve("public");
    assertThat(desk.user("add", "jane", "--group", "dev").exit()).isZero();
    Desk.Ran ran = export();
    assertThat(ran.exit()).as(ran.toString()).isZero();
  }

  private Desk.Ran export(String... more) {
    return desk.run(
        Stream.concat(
                Stream.of(
                    "store",
                    "export",
                    desk.inventory().toString(),
                    "--public",
                    "--to",
                    export.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Desk.Ran on(Path store, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of(desk.inventory().toString(), "--store", store.toString()));
    return desk.run(line.toArray(String[]::new));
  }

  private Map<String, String> written() throws IOException {
    try (Stream<Path> files = Files.walk(export)) {
      Map<String, String> all = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(export.relativize(file).toString(), Files.readString(file));
      }
      return all;
    }
  }

  @Test
  void itHoldsCertificatesAndLedgerForEverybodyAndOfKeysOnlyADescription() throws IOException {
    Map<String, String> files = written();

    assertThat(files.keySet())
        .contains("ca.pem", "worker0.pem", "users/jane/jane.pem", "ledger.jsonl", "journal.jsonl")
        .contains("generation", "public.json")
        .noneMatch(name -> name.matches(".*(-key\\.pem|\\.kubeconfig|lock|\\.gitignore)"));
    String list = Files.readString(export.resolve("public.json"));
    JsonSchema.EXPORT.accepts(list);
    assertThat(list)
        .contains("\"ca-key.pem\"", "\"users/jane/jane-key.pem\"", "\"admin.kubeconfig\"");
    for (Path path : List.of(export, export.resolve("users/jane"))) {
      assertThat(mode(path)).isEqualTo("rwxr-xr-x");
    }
    assertThat(mode(export.resolve("ca.pem"))).isEqualTo("rw-r--r--");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void noPieceOfASecretIsInIt() throws IOException {
    Leaks leaks = new Leaks();
    try (Stream<Path> files = Files.walk(desk.store())) {
      for (Path key : files.filter(file -> file.toString().endsWith("-key.pem")).toList()) {
        leaks.privateKey(key.getFileName().toString(), Files.readString(key));
      }
    }
    Path kubeconfig = desk.store().resolve("admin.kubeconfig");

    assertThat(leaks.in(Files.readAllBytes(kubeconfig))).as("the judge finds").isNotEmpty();
    written().forEach((name, text) -> assertThat(leaks.in(text)).as(name).isEmpty());
  }

  @Test
  void whatLooksAtTheStoreAloneSaysTheSame() {
    for (String command : List.of("certs --offline", "lint", "user list", "journal")) {
      same((command + " -o json").split(" "));
    }
  }

  private void same(String... words) {
    Desk.Ran there = on(desk.store(), words);
    Desk.Ran here = on(export, words);

    assertThat(here.exit()).isEqualTo(there.exit());
    assertThat(here.err().replace(export.toString(), "STORE"))
        .isEqualTo(there.err().replace(desk.store().toString(), "STORE"));
    assertThat(here.out().replace(export.toString(), "STORE"))
        .isEqualTo(there.out().replace(desk.store().toString(), "STORE"));
  }

  @Test
  void whatNeedsKeysIsRefusedBeforeAnything() throws IOException {
    Map<String, String> before = written();
    for (String command :
        List.of(
            "up INVENTORY",
            "retire INVENTORY worker0 --yes",
            "kubeconfig INVENTORY",
            "user add INVENTORY john",
            "user kubeconfig INVENTORY jane",
            "ca csr INVENTORY",
            "ca accept INVENTORY --cert /nonexistent",
            "store export INVENTORY --public --to /nonexistent/other")) {
      String line = command.replace("INVENTORY", desk.inventory().toString());

      Desk.Ran ran = desk.run((line + " --store " + export).split(" "));

      assertThat(ran.exit()).as(command + ran).isEqualTo(78);
      assertThat(ran.err())
          .isEqualTo(
              """
              kprov: error: %s is a public export, without keys
              kprov: hint: run this where the store itself is, and name that with --store
              """
                  .formatted(export));
    }
    assertThat(written()).isEqualTo(before);
  }

  @Test
  void theSameStoreIsTheSameExport() throws IOException {
    Map<String, String> first = written();
    export = folder.resolve("second");

    assertThat(export("-o", "json").exit()).isZero();

    assertThat(written()).isEqualTo(first);
  }

  @Test
  void itIsBroughtUpToDateAndWhatIsGoneGoes() throws IOException {
    Files.writeString(export.resolve("README"), "whose it is");
    Path user = desk.store().resolve("users/jane");
    for (String file : List.of("jane.pem", "jane-key.pem", "jane.kubeconfig")) {
      Files.delete(user.resolve(file));
    }
    assertThat(desk.user("add", "john").exit()).isZero();

    assertThat(export("-o", "json").out()).contains("\"files\": ", "\"secrets\": ");

    assertThat(written()).containsKeys("README", "users/john/john.pem");
    assertThat(written()).doesNotContainKey("users/jane/jane.pem");
    assertThat(on(export, "user", "list").out()).contains("john");
  }

  @Test
  void aFolderOfOtherThingsIsLeftAlone() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("letter"), "dear");
    for (Path wrong : List.of(other, desk.store(), desk.store().resolve("public"))) {
      export = wrong;
      Desk.Ran ran = export();
      assertThat(ran.exit()).as(ran.toString()).isEqualTo(78);
      assertThat(ran.err()).contains("--to a folder that is new, empty or an export");
    }
    assertThat(other).isDirectoryContaining("glob:**letter");
    assertThat(desk.store().resolve("public.json")).doesNotExist();

    export = folder.resolve("public");
    Files.writeString(export.resolve("ca-key.pem"), "a key?");
    assertThat(export().err()).contains("ca-key.pem bears the name of a secret file");
    Files.delete(export.resolve("ca-key.pem"));
    Files.writeString(
        export.resolve("public.json"),
        Files.readString(export.resolve("public.json")).replace("kubenet", "prod"));
    assertThat(export().err()).contains("is the export of another cluster, prod");
  }

  @Test
  void nobodyWhoCanChangeTheFolderLeadsKprovOutOfIt() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/jane"));
    Path precious = Files.writeString(elsewhere.resolve("jane.pem"), "precious");
    Files.delete(export.resolve("ca.pem"));
    Files.createSymbolicLink(export.resolve("ca.pem"), precious);
    assertThat(export().exit()).isZero();
    assertThat(export.resolve("ca.pem")).isRegularFile();

    Files.delete(export.resolve("users/jane/jane.pem"));
    Files.delete(export.resolve("users/jane"));
    Files.delete(export.resolve("users"));
    Files.createSymbolicLink(export.resolve("users"), elsewhere.getParent());
    assertThat(export().err()).contains("leads out of the export");
    Files.delete(desk.store().resolve("users/jane/jane.pem"));
    assertThat(export().err()).contains("leads out of the export");
    assertThat(precious).hasContent("precious");
  }

  @Test
  void anExportOfWhichAPartIsMissingOrOtherIsRefused() throws IOException {
    Path ledger = export.resolve("ledger.jsonl");
    String text = Files.readString(ledger);
    Files.writeString(ledger, text.replaceFirst("never issued", "as you like"));
    assertThat(on(export, "certs", "--offline").err())
        .contains("ledger.jsonl is not the one that public.json lists", "make it again");
    Files.delete(ledger);
    Desk.Ran ran = on(export, "lint");
    assertThat(ran.exit()).isEqualTo(78);
    assertThat(ran.err()).contains("ledger.jsonl is missing from the public export");

    Files.writeString(export.resolve("public.json"), "{\"kprov\":2}");
    assertThat(on(export, "lint").err()).contains("public.json is of another kprov");
    Files.writeString(export.resolve("public.json"), "{}");
    assertThat(on(export, "lint").err()).contains("is not what kprov store export wrote");
  }

  @Test
  void whatLiesInAnExportAndIsNotListedDoesNotCount() throws IOException {
    Desk.Ran before = on(export, "lint", "-o", "json");
    Files.copy(desk.store().resolve("ca-key.pem"), export.resolve("ca-key.pem"));
    Files.writeString(export.resolve("authorities.pem"), "anything");
    assertThat(on(export, "lint", "-o", "json")).isEqualTo(before);
    assertThat(on(export, "kubeconfig").exit()).isEqualTo(78);
  }

  @Test
  void withoutPublicItIsSaidWhatABackupIs() {
    Desk.Ran ran =
        desk.run("store", "export", desk.inventory().toString(), "--to", folder.toString());
    assertThat(ran.exit()).isEqualTo(64);
    assertThat(ran.err()).contains("a backup, with the keys, is a copy of the store's folder");
    assertThat(desk.run("store").err()).contains("a command of store is missing");
  }

  @Test
  void whatCouldBeGuessedFromAHashIsNotExported() throws IOException {
    Path kubeconfig = desk.store().resolve("admin.kubeconfig");
    String good = Files.readString(kubeconfig);
    Files.writeString(kubeconfig, good.replaceFirst("client-key-data: .*", "password: sesame"));
    assertThat(export().err()).contains("admin.kubeconfig holds a token or password");
    Files.writeString(kubeconfig, good);

    Path ca = desk.store().resolve("ca.pem");
    Files.writeString(ca, "the passphrase is sesame\n" + Files.readString(ca));
    Desk.Ran ran = export();
    assertThat(ran.exit()).isEqualTo(78);
    assertThat(ran.err()).contains("ca.pem holds more than certificates");
  }

  @Test
  void ofAnEncryptedKeyItKnowsThatItIsEncrypted() throws IOException {
    Path key = desk.store().resolve("ca-key.pem");
    Path sealed = folder.resolve("sealed.pem");
    Judge.of("openssl")
        .run("pkcs8", "-topk8", "-in", key, "-passout", "pass:sesame", "-out", sealed)
        .accepted();
    Files.copy(sealed, key, StandardCopyOption.REPLACE_EXISTING);
    assertThat(export().exit()).isZero();

    assertThat(written().get("public.json")).contains("\"kind\": \"encrypted-key\"");
    same("lint", "-o", "json");
    same("certs", "--offline", "-o", "json");
  }

  /** Of what is damaged the export says what the store says. */
  @Test
  void damageIsToldOfAnExportTooAndWhatIsUnknownStaysOut() throws IOException {
    Path key = desk.store().resolve("worker0-key.pem");
    Files.writeString(key, Files.readString(key).substring(0, 100));
    Files.writeString(desk.store().resolve("worker1.pem"), "");
    Files.copy(desk.store().resolve("ca-key.pem"), desk.store().resolve("scheduler.pem"));
    Files.writeString(desk.store().resolve("notes.txt"), "the passphrase is sesame");
    assertThat(export().exit()).isZero();

    same("lint", "-o", "json");
    assertThat(written().toString()).doesNotContain("notes.txt");
    JsonSchema.EXPORT.accepts(Files.readString(export.resolve("public.json")));
  }
}
