package dev.kprov.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents that do not answer as they should; {@link AgentIT} has the real one. */
@Timeout(60)
class AgentTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path dir;

  private final Workers workers = new Workers();
  private Path socket;
  private ServerSocketChannel listening;

  @BeforeEach
  void listen() throws IOException {
    socket = dir.resolve("s");
    listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void close() throws IOException {
    listening.close();
    workers.close();
  }

  @Test
  void anAgentThatIsSilentIsGivenUpAtTheDeadline() {
    Agent agent = new Agent(socket, SHORT, workers);
    assertThatThrownBy(agent::keys)
        .isInstanceOf(Agent.Failure.class)
        .hasMessage("the ssh-agent gives no answer within 300 ms");
  }

  @ParameterizedTest
  @CsvSource({
    "00000001 05, the ssh-agent lists no keys",
    "00000001 06, the answer of the ssh-agent makes no sense",
    "00000005 0c 00000001, the answer of the ssh-agent makes no sense",
    "0000000a 0c 7fffffff 0000000100, the answer of the ssh-agent makes no sense",
    "00000009 0c ffffffff ffffffff, the answer of the ssh-agent makes no sense",
    "00000000, the answer of the ssh-agent makes no sense",
    "7fffffff 0c, the answer of the ssh-agent makes no sense",
    "ffffffff 0c, the answer of the ssh-agent makes no sense",
    "00000005 0c, the ssh-agent hangs up",
    "'', the ssh-agent hangs up",
  })
  void anAnswerThatIsNoneIsSaid(String answer, String cause) {
    answering(java.util.HexFormat.of().parseHex(answer.replace(" ", "")));
    assertThatThrownBy(() -> new Agent(socket, LONG, workers).keys())
        .isInstanceOf(Agent.Failure.class)
        .hasMessage(cause);
  }

  @Test
  void aSignatureInAnotherFormThanAskedForIsRefused() {
    byte[] sha1 = text("ssh-rsa");
    ByteBuffer signature = ByteBuffer.allocate(4 + sha1.length + 4).put(sha1).putInt(0);
    ByteBuffer answer = ByteBuffer.allocate(4 + 1 + 4 + signature.capacity());
    answer.putInt(answer.capacity() - 4).put((byte) 14).putInt(signature.capacity());
    answering(answer.put(signature.array()).array());
    HostKey key = HostKey.ofBlob(text("ssh-rsa"));
    assertThatThrownBy(
            () -> new Agent(socket, LONG, workers).sign(key, "rsa-sha2-512", new byte[] {1}))
        .isInstanceOf(Agent.Failure.class)
        .hasMessage("the ssh-agent does not sign with rsa-sha2-512");
  }

  @Test
  void keysThatNobodyCanLogInByAreLeftOutAndCommentsCommandNoTerminal() throws Exception {
    byte[] key = text("ssh-ed25519");
    byte[] old = text("ssh-dss");
    byte[] comment = text("me\u001b[2J");
    ByteBuffer answer =
        ByteBuffer.allocate(4 + 1 + 4 + 8 + key.length + old.length + 2 * comment.length);
    answer.putInt(answer.capacity() - 4).put((byte) 12).putInt(2);
    answer.putInt(old.length).put(old).put(comment).putInt(key.length).put(key).put(comment);
    answering(answer.array());
    AgentKeys held = new AgentKeys(new Agent(socket, LONG, workers));
    assertThat(held.all())
        .singleElement()
        .asString()
        .startsWith("the agent's me?[2J (ssh-ed25519 SHA256:");
  }

  @Test
  void aSocketWithoutAnAgentIsSaid() throws IOException {
    listening.close();
    Agent dead = new Agent(socket, LONG, workers);
    assertThatThrownBy(dead::keys)
        .isInstanceOf(Agent.Failure.class)
        .hasMessage("no ssh-agent answers at " + socket + ": connection refused");
    Files.delete(socket);
    assertThatThrownBy(dead::keys)
        .isInstanceOf(Agent.Failure.class)
        .hasMessage("no ssh-agent answers at " + socket + ": no such file or directory");
    assertThatThrownBy(() -> new Agent(dir.resolve("x".repeat(200)), LONG, workers).keys())
        .isInstanceOf(Agent.Failure.class)
        .hasMessageStartingWith("no ssh-agent answers at ");
  }

  /** A string as SSH writes it. */
  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  /** Reads one question, says this, and hangs up. */
  private void answering(byte[] answer) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (SocketChannel client = listening.accept();
              OutputStream out = Channels.newOutputStream(client)) {
            client.read(ByteBuffer.allocate(4096));
            out.write(answer);
          } catch (IOException e) {
            // the other side hung up first
          }
        });
  }
}
