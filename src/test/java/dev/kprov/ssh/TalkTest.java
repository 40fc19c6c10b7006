package dev.kprov.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kprov.base.Secret;
import dev.kprov.inventory.Become;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.Password;
import dev.kprov.wire.RemoteFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.SSHPacket;
import org.junit.jupiter.api.Test;

/** What servers ask in a keyboard-interactive login, which may be anything. */
class TalkTest {

  private final RemoteFailure denied = new RemoteFailure("denied");

  private final List<String> asked = new ArrayList<>();

  private final LoginQuestions operator =
      new LoginQuestions() {
        @Override
        public Password password(String user, String server) {
          return Password.NONE;
        }

        @Override
        public Optional<Secret> answer(String prompt, boolean echo) {
          asked.add(prompt + (echo ? "(seen)" : "(hidden)"));
          return asked.size() > 4
              ? Optional.empty()
              : Optional.of(Secret.of(("answer " + asked.size()).getBytes(UTF_8)));
        }
      };

  private final Talk talk =
      new Talk(
          operator,
          new SshSettings(
              "10.0.0.1",
              22,
              "ubuntu",
              Optional.empty(),
              Path.of("known_hosts"),
              Optional.empty(),
              Become.NONE));

  @Test
  void severalPromptsAreAskedInOrderEscapedAndWithTheirEcho() throws Exception {
    Question question =
        Question.read(
            request("Two factors\u001b[2J", "Line one\nline two")
                .putUInt32(2)
                .putString("Name\u0007: ")
                .putBoolean(true)
                .putString("Code: ")
                .putBoolean(false));
    assertThat(question.isForOneSecret()).isFalse();
    assertThat(talk.answers(question)).isEmpty();

    talk.satisfy(new Need.OfAnswers(question), denied);

    assertThat(asked)
        .containsExactly(
            "Two factors\\u001b[2J\nLine one\nline two\n(ubuntu@10.0.0.1:22) Name\\u0007: (seen)",
            "(ubuntu@10.0.0.1:22) Code: (hidden)");
    assertThat(talk.answers(question).orElseThrow())
        .extracting(answer -> answer.use(bytes -> new String(bytes, UTF_8)))
        .containsExactly("answer 1", "answer 2");
  }

  @Test
  void whatWasWrongIsAskedOnceMoreAndSilenceIsAFailure() throws Exception {
    Question question =
        Question.read(request("", "").putUInt32(1).putString("Code: ").putBoolean(false));
    for (int i = 0; i < 4; i++) {
      talk.satisfy(new Need.OfAnswers(question), denied);
      talk.satisfy(new Need.OfOthers(), denied);
      assertThat(talk.answers(question)).isEmpty();
    }
    assertThatThrownBy(() -> talk.satisfy(new Need.OfAnswers(question), denied)).isSameAs(denied);
  }

  @Test
  void aMessageWithoutPromptsIsAnsweredWithNothing() throws Exception {
    Question question = Question.read(request("", "Your account expires soon").putUInt32(0));
    assertThat(talk.answers(question)).contains(List.of());
  }

  @Test
  void aServerThatAsksTooMuchIsLeft() {
    assertThatThrownBy(() -> Question.read(request("", "").putUInt32(4_000_000_000L)))
        .hasMessage("the server asks 4000000000 things at once");
  }

  private static SSHPacket request(String name, String instruction) {
    return new SSHPacket().putString(name).putString(instruction).putString("");
  }
}
