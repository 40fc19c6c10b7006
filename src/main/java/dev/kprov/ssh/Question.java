package dev.kprov.ssh;

import dev.kprov.base.Printable;
import dev.kprov.wire.RemoteFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHPacket;

/**
 * What a server asks at once in a keyboard-interactive login (RFC 4256, section 3.2). All of it is
 * foreign text.
 */
record Question(String name, String instruction, List<Prompt> prompts) {

  private static final int MOST_PROMPTS = 20;

  /**
   * One thing to type.
   *
   * @param echo whether it may be seen
   */
  record Prompt(String text, boolean echo) {

    /** Fit to be shown. */
    String shown() {
      return Printable.of(text);
    }
  }

  Question {
    prompts = List.copyOf(prompts);
  }

  static Question read(SSHPacket packet) throws Buffer.BufferException, RemoteFailure {
    String name = packet.readString();
    String instruction = packet.readString();
    packet.readString(); // a language tag, deprecated
    long count = packet.readUInt32();
    if (count > MOST_PROMPTS) {
      throw new RemoteFailure("the server asks " + count + " things at once");
    }
    List<Prompt> prompts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      prompts.add(new Prompt(packet.readString(), packet.readBoolean()));
    }
    return new Question(name, instruction, prompts);
  }

  /** Whether all that is asked is one thing that must not be seen. */
  boolean isForOneSecret() {
    return prompts.size() == 1 && !prompts.getFirst().echo();
  }

  /** What stands above the prompts, fit to be shown: nothing, or whole lines. */
  String heading() {
    return Stream.of(name, instruction)
        .flatMap(String::lines)
        .filter(line -> !line.isBlank())
        .map(line -> Printable.of(line) + "\n")
        .collect(Collectors.joining());
  }
}
