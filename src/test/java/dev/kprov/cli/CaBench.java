package dev.kprov.cli;

import dev.kprov.judge.Judge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An operator without a store, and a folder in which judges make authorities. */
abstract class CaBench {

  @TempDir Path folder;

  /** So late that what the judges make in the meantime is valid. */
  final Instant now = Instant.now().plus(Duration.ofHours(1));

  Desk desk;

  @BeforeEach
  void anOperatorWithoutAStore() {
    desk = new Desk(folder.resolve("desk"), now);
  }

  Desk.Ran ca(String command, String... more) {
    return desk.run(
        Stream.concat(
                Stream.of(
                    "ca", command, desk.inventory().toString(), "--store", store().toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  Desk.Ran user(String command, String... more) {
    return desk.user(
        command,
        Stream.concat(Stream.of(more), Stream.of("--store", store().toString()))
            .toArray(String[]::new));
  }

  /** Makes a self-signed certificate, of a CA if nothing else is said. */
  void root(String name, String key, String subject, String... extensions) throws IOException {
    openssl((Object[]) key.replace("KEY", file(name + ".key")).split(" "));
    openssl("req", "-new", "-key", file(name + ".key"), "-subj", subject, "-out", file("new.csr"));
    openssl(
        "x509",
        "-req",
        "-in",
        file("new.csr"),
        "-signkey",
        file(name + ".key"),
        "-days",
        "3650",
        "-extfile",
        extensions(
            extensions.length > 0
                ? extensions
                : new String[] {
                  "basicConstraints=critical,CA:TRUE",
                  "keyUsage=critical,keyCertSign",
                  "subjectKeyIdentifier=hash"
                }),
        "-out",
        file(name + ".crt"));
  }

  String at() {
    return String.valueOf(now.getEpochSecond());
  }

  String extensions(String... lines) throws IOException {
    return Files.write(folder.resolve("extensions"), List.of(lines)).toString();
  }

  static String openssl(Object... arguments) {
    return Judge.of("openssl").run(arguments).accepted();
  }

  String file(String name) {
    return folder.resolve(name).toString();
  }

  Path store() {
    return folder.resolve("store");
  }

  String lastLine(String name) throws IOException {
    return Files.readAllLines(store().resolve(name)).getLast();
  }

  Map<String, String> contents() throws IOException {
    return UserTest.contents(store());
  }

  static String text(String file) throws IOException {
    return text(Path.of(file));
  }

  static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
