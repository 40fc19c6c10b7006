package dev.kprov.ssh;

import com.hierynomus.sshj.common.KeyDecryptionFailedException;
import dev.kprov.base.ShellWord;
import dev.kprov.inventory.AgentChoice;
import dev.kprov.inventory.LoginKeys;
import dev.kprov.inventory.SshSettings;
import dev.kprov.wire.RemoteFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The operator's private keys, in files and in the ssh-agent. Each file is read once in a run, and
 * the agent asked once, however many hosts need them, so that a passphrase is asked for once; what
 * went wrong once stays wrong for the run.
 *
 * <p>Who names an identityFile means that key and no other (decision 0054). Where the file needs a
 * passphrase and the agent holds the same key, the agent signs.
 */
final class Identities {

  /** OpenSSH's default files, in its order. */
  private static final List<String> DEFAULTS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  private static final PassphraseSource NOBODY = (file, attempt) -> Optional.empty();

  /** What looking for keys came to. */
  private sealed interface Loaded {
    record Found(Offer offer) implements Loaded {}

    record Failed(RemoteFailure why) implements Loaded {}

    /** The passphrase is needed, and nobody could be asked for it. */
    record Locked() implements Loaded {}
  }

  private final Path home;
  private final PassphraseSource passphrases;
  private final Function<AgentChoice, AgentKeys> agents;

  private final Map<LoginKeys, Loaded> loaded = new HashMap<>();

  private final Map<AgentChoice, AgentKeys> opened = new HashMap<>();

  /** Files for which somebody was asked. */
  private final Map<Path, Loaded> unlocked = new HashMap<>();

  /** Held while a passphrase is asked for: other hosts wait for the answer. */
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param home where OpenSSH keeps its default keys
   * @param agents opens an agent; each is opened once
   */
  Identities(Path home, PassphraseSource passphrases, Function<AgentChoice, AgentKeys> agents) {
    this.home = home;
    this.passphrases = passphrases;
    this.agents = agents;
  }

  /** What to offer to a host. */
  Offer of(SshSettings ssh) throws RemoteFailure, InterruptedException {
    lock.lockInterruptibly();
    try {
      LoginKeys keys = ssh.keys();
      Loaded known = loaded.get(keys);
      if (known == null) {
        AgentKeys agent = opened.computeIfAbsent(keys.agent(), agents);
        known =
            certified(
                keys,
                keys.only() && keys.files().size() == 1
                    ? named(keys.files().getFirst(), agent)
                    : several(keys, agent));
        loaded.put(keys, known);
      }
      return offer(known);
    } finally {
      lock.unlock();
    }
  }

  /** With the certificates of the keys, each before its key. */
  private Loaded certified(LoginKeys wanted, Loaded keys) {
    if (!(keys instanceof Loaded.Found(Offer offer))) {
      return keys;
    }
    Map<Path, HostKey> certificates = new LinkedHashMap<>();
    Stream.concat(wanted.certificates().stream(), files(wanted).map(Identities::besides))
        .forEach(
            file -> PublicHalf.certificate(file).ifPresent(found -> certificates.put(file, found)));
    certificates.values().removeAll(offer.keys().stream().map(Identity::shown).toList());
    List<Identity> all = new ArrayList<>();
    for (Identity key : offer.keys()) {
      certificates.forEach((file, certificate) -> {
        if (certificate.bare().equals(key.shown())) {
          all.add(key.certified(file, certificate));
        }
      });
      all.add(key);
    }
    return new Loaded.Found(offer.with(all));
  }

  /** Where ssh-keygen puts the certificate of a key. */
  private static Path besides(Path file) {
    String name = file.getFileName().toString();
    String stem = name.endsWith(".pub") ? name.substring(0, name.length() - 4) : name;
    return file.resolveSibling(stem + "-cert.pub");
  }

  private Stream<Path> files(LoginKeys wanted) {
    return wanted.files().isEmpty()
        ? DEFAULTS.stream().map(home.resolve(".ssh")::resolve)
        : wanted.files().stream();
  }

  /** What a file holds, whatever the agent does; nothing where it cannot be opened. */
  Optional<Offer> withoutAgent(Path file) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return unlocked(file) instanceof Loaded.Found(Offer offer)
          ? Optional.of(offer)
          : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Several hosts may name one file beside others; its passphrase is asked for once. */
  private Loaded unlocked(Path file) {
    return unlocked.computeIfAbsent(file, locked -> read(locked, passphrases));
  }

  private static Offer offer(Loaded known) throws RemoteFailure {
    return switch (known) {
      case Loaded.Found(Offer offer) -> offer;
      case Loaded.Failed(RemoteFailure why) -> throw why;
      case Loaded.Locked() -> throw new IllegalStateException("nobody says that it is locked");
    };
  }

  /** An identityFile: a private key, or a public one whose other half is in the agent. */
  private Loaded named(Path file, AgentKeys agent) throws InterruptedException {
    Optional<HostKey> alone = PublicHalf.alone(file);
    if (alone.isPresent()) {
      return onlyInAgent(file, alone.get(), agent);
    }
    Loaded free = read(file, NOBODY);
    if (!(free instanceof Loaded.Locked)) {
      return free;
    }
    Optional<HostKey> shown = PublicHalf.of(file);
    List<Identity> held = shown.isPresent() ? agent.of(shown.get()) : List.of();
    return held.isEmpty()
        ? unlocked(file, agent)
        : new Loaded.Found(new Offer(held, List.of(), Optional.of(file)));
  }

  private Loaded onlyInAgent(Path file, HostKey key, AgentKeys agent) throws InterruptedException {
    List<Identity> held = agent.of(key);
    return held.isEmpty()
        ? failed(
            "the private key of "
                + file
                + " is neither in a file nor in the agent"
                + agent.trouble().map(why -> "; " + why).orElse(""),
            "add it to the agent: ssh-add FILE; or set ssh.identityFile to the private key")
        : new Loaded.Found(new Offer(held, List.of(), Optional.empty()));
  }

  private Loaded unlocked(Path file, AgentKeys agent) throws InterruptedException {
    Loaded read = unlocked(file);
    return read instanceof Loaded.Locked
        ? failed(
            "private key "
                + file
                + " needs a passphrase and there is no terminal to ask on"
                + agent.trouble().map(why -> "; " + why).orElse(""),
            "add it to an agent: ssh-add " + word(file) + "; or run kprov on a terminal")
        : read;
  }

  /**
   * The agent's keys, those of the files first, then the files that need no passphrase, else the
   * first of them. Where no file is named, the default ones are meant.
   */
  private Loaded several(LoginKeys wanted, AgentKeys agent) throws InterruptedException {
    List<Path> files =
        files(wanted).filter(file -> !wanted.files().isEmpty() || Files.exists(file)).toList();
    List<Identity> keys = new ArrayList<>();
    List<Path> locked = new ArrayList<>();
    List<Identity> free = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path file : files) {
      Optional<HostKey> shown = PublicHalf.alone(file).or(() -> PublicHalf.of(file));
      List<Identity> held = shown.isPresent() ? agent.of(shown.get()) : List.of();
      keys.addAll(held);
      if (held.isEmpty()) {
        switch (read(file, NOBODY)) {
          case Loaded.Found(Offer offer) -> free.addAll(offer.keys());
          case Loaded.Locked() -> locked.add(file);
          case Loaded.Failed(RemoteFailure why) -> missing.add(why.getMessage());
        }
      }
    }
    if (!wanted.only()) {
      agent.all().stream().filter(key -> !isAmong(keys, key)).forEach(keys::add);
    }
    keys.addAll(free);
    if (keys.isEmpty()) {
      return locked.isEmpty()
          ? nothing(wanted, missing, agent)
          : unlocked(locked.getFirst(), agent);
    }
    locked.forEach(file -> missing.add(file + ", which needs a passphrase"));
    agent.failure().ifPresent(missing::add);
    return new Loaded.Found(new Offer(keys, missing, Optional.empty()));
  }

  private static boolean isAmong(List<Identity> keys, Identity one) {
    return keys.stream().anyMatch(key -> key.shown().equals(one.shown()));
  }

  private Loaded nothing(LoginKeys wanted, List<String> unusable, AgentKeys agent)
      throws InterruptedException {
    String files =
        unusable.isEmpty()
            ? "there is no " + String.join(", ", DEFAULTS) + " in " + home.resolve(".ssh")
            : String.join("; ", unusable);
    return new Loaded.Found(
        Offer.without(
            new RemoteFailure(
                "no private key to log in with: "
                    + (wanted.files().isEmpty() ? "no identityFile is set; " : "")
                    + agent.trouble().map(why -> why + "; ").orElse("")
                    + files,
                Optional.of("set ssh.identityFile in the inventory"))));
  }

  private static Loaded read(Path file, PassphraseSource source) {
    try {
      KeyFile key = new KeyFile(file);
      return key.openToOthers()
          ? failed(
              "private key " + file + " can be read or changed by others",
              "chmod 600 " + word(file))
          : new Loaded.Found(Offer.of(Identity.of(file, key.read(source))));
    } catch (NoSuchFileException e) {
      return failed("private key " + file + " does not exist", "set ssh.identityFile");
    } catch (AccessDeniedException e) {
      return failed("cannot read private key " + file + ": permission denied");
    } catch (KeyDecryptionFailedException e) {
      return failed("wrong passphrase for private key " + file);
    } catch (KeyFile.Locked e) {
      return new Loaded.Locked();
    } catch (IOException e) {
      return failed(
          "cannot read private key " + file + ": not a key in OpenSSH or PEM format",
          "kprov reads Ed25519, ECDSA and RSA keys; check it: ssh-keygen -y -f " + word(file));
    }
  }

  private static String word(Path file) {
    return ShellWord.of(file.toString());
  }

  private static Loaded failed(String message) {
    return new Loaded.Failed(new RemoteFailure(message));
  }

  private static Loaded failed(String message, String hint) {
    return new Loaded.Failed(new RemoteFailure(message, Optional.of(hint)));
  }
}
