package dev.kprov.config;

import dev.kprov.base.Place;
import dev.kprov.inventory.AlgorithmChoice;
import dev.kprov.inventory.SshAnswer;
import dev.kprov.inventory.SshSource;
import dev.kprov.inventory.SshSource.From;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Notes of each setting for reaching a host whether inventory, SSH configuration or nobody set it.
 */
final class SshSources {

  private final SshAnswer answer;
  private final List<SshSource> noted = new ArrayList<>();

  SshSources(SshAnswer answer) {
    this.answer = answer;
  }

  /** What the inventory says, if it does. */
  SshSources said(String setting, Optional<?> value) {
    value.ifPresent(one -> add(setting, one.toString(), From.INVENTORY, Optional.empty()));
    return this;
  }

  /**
   * What both may say.
   *
   * @param setting its key in the inventory
   * @param said who says it here, if anybody does
   * @param keyword its name in the SSH configuration
   * @param usual the value where nobody says anything
   */
  SshSources both(String setting, Optional<From> said, String keyword, String value, String usual) {
    if (said.isPresent()) {
      add(setting, value, said.get(), Optional.empty());
    } else if (place(keyword).isPresent() || !value.equals(usual)) {
      add(keyword, value, From.CONFIGURATION, place(keyword));
    } else {
      add(setting, value, From.DEFAULT, Optional.empty());
    }
    return this;
  }

  /** What only the SSH configuration may say. */
  SshSources configured() {
    answer.proof().alias().ifPresent(alias -> configured("HostKeyAlias", alias));
    configured("GlobalKnownHostsFile", answer.proof().global());
    configured("RevokedHostKeys", answer.proof().revoked());
    configured("CertificateFile", answer.keys().certificates());
    if (answer.keys().only()) {
      configured("IdentitiesOnly", "yes");
    }
    if (place("IdentityAgent").isPresent()) {
      configured("IdentityAgent", answer.keys().agent().toString());
    }
    answer
        .connectTimeout()
        .ifPresent(limit -> configured("ConnectTimeout", limit.toSeconds() + " s"));
    for (AlgorithmChoice.Option option : AlgorithmChoice.Option.values()) {
      answer.algorithms().of(option).ifPresent(list -> configured(option.keyword(), list));
    }
    answer.algorithms().rsaBits().ifPresent(bits -> configured("RequiredRSASize", bits.toString()));
    return this;
  }

  List<SshSource> all() {
    return List.copyOf(noted);
  }

  private void configured(String keyword, List<Path> files) {
    if (!files.isEmpty() && place(keyword).isPresent()) {
      configured(keyword, names(files));
    }
  }

  private void configured(String keyword, String value) {
    add(keyword, value, From.CONFIGURATION, place(keyword));
  }

  static String names(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private Optional<Place> place(String keyword) {
    return Optional.ofNullable(answer.places().get(keyword.toLowerCase(Locale.ROOT)));
  }

  private void add(String setting, String value, From from, Optional<Place> place) {
    noted.add(new SshSource(setting, value, from, place));
  }
}
