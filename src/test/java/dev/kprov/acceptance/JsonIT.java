package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.cli.Documents;
import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What programs read of real runs is what the schema promises; {@link Documents} judges all that is
 * printed.
 */
class JsonIT {

  private static final Pattern SUCCESS =
      Pattern.compile("\"command\": \"([a-z ]+)\",\\s+\"status\": \"(?:good|pending)\"");

  @TempDir private Path folder;
  private final Set<String> told = new TreeSet<>();
  private Lab lab;
  private Operator operator;

  @BeforeEach
  void freshHosts() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
  }

  @Test
  void theWholeLifeOfAClusterIsToldInDocumentsThatTheSchemaAccepts() {
    is(operator.plan("-o", "json"), 2, "\"status\": \"pending\"", "\"kind\": \"issue\"");
    is(operator.run("trust", "-o", "json"), 0, "\"added\": []", "\"standing\": \"trusted\"");
    is(operator.run("doctor", "worker1", "-o", "json"), 0, "\"step\": \"host-key\"");
    is(operator.up("-o", "json"), 0, "\"status\": \"good\"", "\"done\": 81, \"failed\": 0");
    is(operator.up("--output=json"), 0, "\"done\": 0", "\"good\": 7");
    is(operator.verify("-o", "json"), 0, "\"status\": \"good\"", "\"badCertificates\": 0");
    lab.shell("worker1", "cd /home/ubuntu; chmod 0644 worker1-key.pem; echo x > old.pem");
    lab.stop("worker2");
    is(
        operator.verify("-o", "json"),
        1,
        "\"from\": \"0644\", \"to\": \"0600\"",
        "\"severity\": \"warning\", \"subject\": \"/home/ubuntu/old.pem\"",
        "\"reached\": false, \"cause\": \"connection refused by");
    lab.start("worker2");
    lab.shell("worker1", "rm /home/ubuntu/ca.pem; mkdir -p /home/ubuntu/ca.pem/full");
    is(operator.up("-o", "json"), 1, "\"state\": \"blocked\"", "\"remaining\": [ { \"kind\"");
    is(operator.plan("-o", "json", "--limit", "nobody"), 64, "\"problems\": [ {");
    lab.shell("worker1", "rm -r /home/ubuntu/ca.pem");
    applied();
    is(
        another("found").run("adopt", "--read-private-keys", "-o", "json"),
        0,
        "\"item\": \"authority/ca\"");
    is(operator.run("certs", "-o", "json"), 0, "\"item\": \"authority/ca\"");
    is(operator.run("lint", "-o", "json"), 0, "\"remarks\": [ {");
    is(operator.run("user add", "jane", "-o", "json"), 0, "\"kubeconfigWritten\": true");
    is(operator.run("user list", "-o", "json"), 0, "\"name\": \"jane\"");
    is(operator.run("kubeconfig", "-o", "json"), 0, "\"context\": \"admin@lab\"");
    is(operator.run("retire", "worker2", "--dry-run", "-o", "json"), 2, "\"kind\": \"remove\"");
    is(operator.run("retire", "worker2", "--yes", "-o", "json"), 0, "\"kind\": \"remove\"");
    is(operator.run("journal", "-o", "json"), 0, "\"runs\": [ { \"number\": 1");
    is(operator.run("journal", "1", "-o", "json"), 0, "\"run\": { \"number\": 1");
    is(operator.run("journal", "--verify", "-o", "json"), 0, "\"intact\": true");
    String open = folder.resolve("public").toString();
    is(operator.run("store export", "--public", "--to", open, "-o", "json"), 0, "\"secrets\": ");
    authoritiesOfOthers();

    assertThat(told)
        .as("a command that can tell programs of its success does so here")
        .containsExactlyInAnyOrderElementsOf(Documents.promised());
  }

  private void applied() {
    String plan = folder.resolve("plan.json").toString();
    is(operator.plan("-o", "json", "--out", plan), 2, "\"plan\": \"");
    is(operator.type("show", plan, "-o", "json"), 0, "\"body\": {");
    is(operator.type("apply", plan, "-o", "json"), 0, "\"done\": 1, \"failed\": 0");
    is(operator.type("apply", plan, "-o", "json"), 1, "\"problems\": [ {");
  }

  /** Two clusters that are not there yet: one gets a CA, the other has its own signed. */
  private void authoritiesOfOthers() {
    String root = folder.resolve("root.crt").toString();
    String key = folder.resolve("root.key").toString();
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -subj /CN=Root -addext keyUsage=critical,keyCertSign",
        "-keyout " + key + " -out " + root);
    is(
        another("given").run("ca import", "--cert", root, "--key", key, "-o", "json"),
        0,
        "\"written\": true");

    Operator signed = another("signed");
    String request = folder.resolve("ca.csr").toString();
    String certificate = folder.resolve("ca.crt").toString();
    is(signed.run("ca csr", "--out", request, "-o", "json"), 0, "\"written\": true");
    openssl(
        "x509 -req -copy_extensions copy -in " + request + " -CA " + root + " -CAkey " + key,
        "-out " + certificate);
    is(
        signed.run("ca accept", "--cert", certificate, "--chain", root, "-o", "json"),
        0,
        "\"signers\": [ \"CN=Root\" ]");
  }

  private Operator another(String name) {
    try {
      return new Operator(lab, Files.createDirectory(folder.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void openssl(String... parts) {
    Judge.of("openssl").run((Object[]) String.join(" ", parts).split(" ")).accepted();
  }

  @Test
  void eventsAreLinesAndTheLastOneIsTheDocument() {
    Operator.Ran up = operator.up("-o", "json", "--events");

    assertThat(up.exit()).as(up.toString()).isZero();
    assertThat(up.lines().stream().filter(line -> line.contains("\"event\":\"result\"")))
        .containsExactly(up.lines().getLast());
    assertThat(names(up))
        .containsSubsequence("begun", "looking", "reached", "begun", "issued", "begun")
        .containsSubsequence("applying", "applied", "result");
    assertThat(up.err()).contains("local: issued authority ca");
  }

  private static List<String> names(Operator.Ran ran) {
    return ran.lines().stream()
        .map(line -> line.replaceFirst("^\\{\"at\":\"[^\"]*\",\"event\":\"(\\w+)\".*", "$1"))
        .toList();
  }

  private void is(Operator.Ran ran, int exit, String... parts) {
    assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
    assertThat(ran.out().replaceAll("\\s+", " ")).contains(parts);
    Matcher succeeded = SUCCESS.matcher(ran.out());
    if (succeeded.find()) {
      told.add(succeeded.group(1));
    }
  }
}
