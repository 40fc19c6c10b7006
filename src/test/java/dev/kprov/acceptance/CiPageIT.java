package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import dev.kprov.lab.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts of docs/ci.md, copied from there as a stranger would, in two checkouts of one
 * repository: that of a person who has the store, and that of a job which has an SSH key and never
 * sees the store.
 */
@TestMethodOrder(OrderAnnotation.class)
class CiPageIT {

  private static final Pattern SCRIPT = Pattern.compile("(?ms)^```sh\n(# (ci/\\S+): .*?)^```$");
  private static final Pattern NAMED = Pattern.compile("sh (ci/[a-z]+\\.sh)");
  private static final Pattern HEAD = Pattern.compile("journal head ([0-9a-f]{64})");

  @TempDir private static Path folder;
  private static Lab lab;
  private static Path person;
  private static Path job;
  private static Map<String, String> environment;

  @BeforeAll
  static void aRepositoryOfACluster() throws IOException {
    lab = Lab.up();
    lab.reset();
    person = Files.createDirectory(folder.resolve("person"));
    job = folder.resolve("job");
    String path = Path.of("scripts").toAbsolutePath() + ":" + System.getenv("PATH");
    environment = new LinkedHashMap<>(Map.of("PATH", path, "HOME", folder.toString()));
    environment.put("JDK_JAVA_OPTIONS", "-Duser.home=" + folder);
    environment.put("KPROV_SSH_KEY", Files.readString(lab.identity()));
    Files.writeString(
        folder.resolve(".gitconfig"), "[user]\nname = ann\nemail = ann@example.org\n");
    Operator operator = new Operator(lab, person);
    operator.narrow(List.of("control0", "worker0", "worker1"));
    operator.edit(text ->
        text.replaceFirst("name: lab\\b", "name: kubenet")
            .replaceFirst("identityFile: [^,]*, ", ""));
    Files.move(operator.inventory(), person.resolve("kubenet.yaml"));
    for (Map.Entry<String, String> script : scripts().entrySet()) {
      Path file = person.resolve(script.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, script.getValue());
    }
    in(person, 0, "git init -q -b main . && git init -q -b main --bare ../origin.git");
    in(person, 0, "git remote add origin ../origin.git && git add . && git commit -qm Cluster");
    in(person, 0, "git push -q -u origin main");
    String up = in(person, 0, withKey("kprov up kubenet.yaml"));
    Matcher head = HEAD.matcher(up);
    assertThat(head.find()).as(up).isTrue();
    environment.put("KPROV_HEAD", head.group(1));
    in(person, 0, "sh ci/publish.sh");
    in(folder, 0, "git clone -q origin.git job");
  }

  /** What the page has, by the names that it gives them. */
  private static Map<String, String> scripts() throws IOException {
    Map<String, String> scripts = new LinkedHashMap<>();
    Matcher block = SCRIPT.matcher(page());
    while (block.find()) {
      scripts.put(block.group(2), block.group(1));
    }
    return scripts;
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/ci.md"));
  }

  /** A person has an agent of their own. */
  private static String withKey(String command) {
    return "printf '%s\\n' \"$KPROV_SSH_KEY\" | ssh-agent sh -c 'ssh-add -q - && " + command + "'";
  }

  private static String in(Path checkout, int exit, String script) {
    String line = "cd '" + checkout + "' && { " + script + "\n}";
    Ran ran = Ran.of(environment, List.of("sh", "-c", line));
    assertThat(ran.exit()).as(script + "\n" + ran.output()).isEqualTo(exit);
    return ran.output();
  }

  @Test
  @Order(1)
  void thePageHasTheScriptsThatItCallsAndTheyAreSound() throws IOException {
    assertThat(scripts()).hasSize(4);
    assertThat(NAMED.matcher(page()).results().map(found -> found.group(1)))
        .hasSizeGreaterThan(4)
        .isSubsetOf(scripts().keySet());
    for (String script : scripts().keySet()) {
      Judge.of("shellcheck").run("--shell=sh", person.resolve(script)).accepted();
    }
  }

  @Test
  @Order(2)
  void theNightlyCheckIsQuietWhereAllIsAsItShouldBe() throws IOException {
    in(job, 0, "sh ci/nightly.sh");

    assertThat(job.resolve("kprov.xml")).content().contains("<testcase").doesNotContain("<failure");
    assertThat(in(job, 0, "git status --short")).isEqualTo("?? kprov.xml");
    assertThat(job.resolve("pki")).doesNotExist();
  }

  @Test
  @Order(3)
  void driftEndsTheCheckWithOneAndAFailureThatNamesIt() {
    lab.shell("worker0", "rm /home/ubuntu/ca.pem");
    Homes before = Homes.of(lab);

    in(job, 1, "sh ci/nightly.sh");

    assertThat(job.resolve("kprov.xml")).content().contains("<failure", "/home/ubuntu/ca.pem");
    assertThat(Homes.of(lab).touchedSince(before)).isEmpty();
  }

  @Test
  @Order(4)
  void whatAJobPlannedIsAppliedByWhoHasTheKeysAndPublished() throws IOException {
    String shown = in(job, 0, "sh ci/plan.sh");
    assertThat(shown).contains("worker0: create /home/ubuntu/ca.pem");
    assertThat(job.resolve("plan.html")).content().contains("/home/ubuntu/ca.pem");
    String plan = Files.readString(job.resolve("plan.json"));
    String id = plan.replaceFirst("(?s).*?([0-9a-f]{64}).*", "$1");
    Files.copy(job.resolve("plan.json"), person.resolve("plan.json"));
    Homes before = Homes.of(lab);

    assertThat(in(person, 1, withKey("sh ci/apply.sh 0123"))).contains("plan.json is another plan");
    assertThat(Homes.of(lab).touchedSince(before)).isEmpty();
    in(person, 0, withKey("sh ci/apply.sh " + id));

    assertThat(Homes.of(lab).touchedSince(before)).containsExactly("worker0:ca.pem");
    in(job, 0, "rm -f plan.* kprov.xml && git pull -q");
    assertThat(in(job, 0, "git log -1 --format=%s")).isEqualTo("Export of the store, run 2");
    in(job, 0, "sh ci/nightly.sh");
    assertThat(in(job, 0, "sh ci/plan.sh")).contains("plan ");
  }

  @Test
  @Order(5)
  void whoRewritesTheJournalOfTheRepositoryIsFoundOut() throws IOException {
    Path journal = job.resolve("public/journal.jsonl");
    Path list = job.resolve("public/public.json");
    String text = Files.readString(journal);
    Files.writeString(journal, text.replaceFirst("operator|ann|root", "eve"));
    String changed = in(job, 0, "sha256sum <public/journal.jsonl").substring(0, 64);
    Files.writeString(
        list,
        Files.readString(list)
            .replaceFirst(
                "(?s)(journal.jsonl\",\\s*\"size\": \\d+,\\s*\"sha256\": \")[0-9a-f]{64}",
                "$1" + changed));
    Files.deleteIfExists(job.resolve("kprov.xml"));

    assertThat(in(job, 1, "sh ci/nightly.sh")).contains("journal");
    assertThat(job.resolve("kprov.xml")).doesNotExist();
  }
}
