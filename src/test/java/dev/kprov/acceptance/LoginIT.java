package dev.kprov.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.house.Shows;
import dev.kprov.lab.Lab;
import dev.kprov.lab.SshAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the operator's keys come to the hosts, and what is said where they do not. */
class LoginIT {

  @TempDir private Path folder;
  private Lab lab;
  private Operator operator;
  private Path locked;

  @BeforeEach
  void aLockedIdentityFile() {
    operator = Layout.KUBENET.fresh(folder);
    lab = operator.lab();
    locked = lab.identity("ed25519_passphrase");
    operator.edit(text -> text.replace(lab.identity().toString(), locked.toString()));
  }

  @Test
  @Shows(table = "ways", value = "with a key in an agent")
  void theAgentOfTheEnvironmentSignsForALockedFileOnAllHosts() throws Exception {
    Path passphrase = Files.writeString(folder.resolve("passphrase"), Lab.PASSPHRASE);
    try (SshAgent agent = SshAgent.start(folder).add(locked, passphrase)) {
      operator.agent(agent);
      Operator.Ran plan = operator.plan();
      assertThat(plan.errors()).as(plan.toString()).isEmpty();
      assertThat(agent.messages(11)).isEqualTo(1);
      assertThat(agent.messages(13)).isEqualTo(Lab.HOSTS.size());
    }
  }

  @Test
  void withoutAgentAndTerminalTheWayOnIsNamed() {
    Operator.Ran plan = operator.plan();
    assertThat(plan.exit()).as(plan.toString()).isEqualTo(69);
    assertThat(plan.out())
        .contains(
            "private key "
                + locked
                + " needs a passphrase and there is no terminal to ask on;"
                + " there is no ssh-agent (SSH_AUTH_SOCK is not set)")
        .contains("add it to an agent: ssh-add " + locked + "; or run kprov on a terminal");
  }
}
