package dev.kprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.state.Fact;
import dev.kprov.state.Match;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that match what the pushes own and that nobody wants. */
class StrangersTest {

  private final Worlds worlds = Worlds.converged();

  private List<String> findings(String host) {
    return PlanText.findings(PlanText.host(worlds.plan(), host));
  }

  private Tally tally(String host) {
    return PlanText.host(worlds.plan(), host).tally();
  }

  @Test
  void aStrangerIsAWarningAndNoChange() {
    worlds.host("worker0").stranger("~/old.pem", false);

    assertThat(findings("worker0")).containsExactly("warning /home/ubuntu/old.pem: a stranger");
    assertThat(worlds.plan().changes()).isEmpty();
  }

  @Test
  void aStrangerWithAPrivateKeyIsAnError() {
    worlds.host("gateway").stranger("~/old-key.pem", true);

    assertThat(findings("gateway"))
        .containsExactly("error /home/ubuntu/old-key.pem: a stranger that holds a private key");
  }

  @Test
  void aFileOfAnotherRoleIsAnError() {
    worlds.host("worker0").stranger("~/ca-key.pem", true);

    assertThat(findings("worker0"))
        .containsExactly(
            "error /home/ubuntu/ca-key.pem: a file of another host or role lies here, and it holds"
                + " a private key");
  }

  @Test
  void aFileOfAnotherHostIsAnError() {
    worlds.host("control1").stranger("~/control0.pem", false);

    assertThat(findings("control1"))
        .containsExactly(
            "error /home/ubuntu/control0.pem: a file of another host or role lies here");
  }

  @Test
  void aFileOfAnotherRoleIsAnErrorInWhateverDirectory() {
    worlds.host("worker0").stranger("/etc/pki/encryption-config.yaml", false);

    assertThat(findings("worker0"))
        .containsExactly(
            "error /etc/pki/encryption-config.yaml: a file of another host or role lies here");
  }

  @Test
  void aFileOfAHostThatGetsNoneIsChecked() {
    worlds.host("gateway").stranger("~/ca.pem", false);

    assertThat(findings("gateway"))
        .containsExactly("error /home/ubuntu/ca.pem: a file of another host or role lies here");
  }

  @Test
  void aCopyOfAnOwnFileElsewhereIsAStranger() {
    worlds.host("worker0").stranger("/srv/ca.pem", false);

    assertThat(findings("worker0")).containsExactly("warning /srv/ca.pem: a stranger");
  }

  @Test
  void aWantedFileIsNoStrangerHoweverItsDirectoryIsWritten() {
    worlds.host("worker0").stranger("~/ca.pem", false).stranger("/home/ubuntu/ca.pem", false);

    assertThat(findings("worker0")).isEmpty();
    assertThat(tally("worker0")).isEqualTo(new Tally(5, 5, 0));
  }

  @Test
  void aStrangerFoundByTwoPatternsIsToldOnce() {
    worlds.host("worker0").stranger("~/a.pem", false).stranger("~/a.pem", false);

    assertThat(findings("worker0")).hasSize(1);
  }

  @Test
  void strangersAreToldInTheOrderOfTheirPaths() {
    worlds.host("worker0").stranger("~/b.pem", false).stranger("~/a.pem", false);

    assertThat(findings("worker0"))
        .containsExactly(
            "warning /home/ubuntu/a.pem: a stranger", "warning /home/ubuntu/b.pem: a stranger");
  }

  @Test
  void aStrangersNameMayBeAnything() {
    worlds
        .host("worker0")
        .stranger(
            new Match(KubenetLike.HOME, "..\n\u001b[2J.pem", HostModel.file("stranger"), false));

    assertThat(findings("worker0"))
        .containsExactly("warning /home/ubuntu/..\n\u001b[2J.pem: a stranger");
  }

  @Test
  void theTallyCountsWhatLiesThere() {
    worlds.host("worker0").remove("~/ca.pem").stranger("~/a.pem", false).stranger("~/b.pem", true);

    assertThat(tally("worker0")).isEqualTo(new Tally(5, 6, 2));
    assertThat(tally("gateway")).isEqualTo(new Tally(0, 0, 0));
  }

  @Test
  void theTallyCountsRegularFilesOnly() {
    Fact symlink = new Fact.Symlink(HostModel.stat(0120000, "0777", "ubuntu", "ubuntu"));
    worlds
        .host("worker0")
        .put("~/ca.pem", symlink)
        .stranger(new Match(KubenetLike.HOME, "link.pem", symlink, false));

    assertThat(tally("worker0")).isEqualTo(new Tally(5, 4, 1));
  }

  @Test
  void aHostThatIsDownHasNoTally() {
    worlds.host("worker0").down();

    assertThat(tally("worker0")).isEqualTo(new Tally(0, 0, 0));
  }

  @Test
  void strangersThatWereNotListedAreAnError() {
    worlds.host("gateway").unlisted(17);

    assertThat(findings("gateway"))
        .containsExactly("error gateway: 17 more strangers, too many to be looked at");
    assertThat(tally("gateway")).isEqualTo(new Tally(0, 17, 17));
  }
}
