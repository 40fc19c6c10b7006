package dev.kprov.pki;

import java.util.Optional;

/**
 * Names one item of the PKI. Certificates and kubeconfigs may share a name ({@code admin}), so the
 * section is part of it.
 *
 * @param section the section of the playbook, or what it is beside it
 * @param name the item's name there
 * @param host the host that it is made for, where there is one for each host
 */
public record ItemId(Section section, String name, Optional<String> host) {

  /** The sections of a playbook's {@code pki}, and what is beside them. */
  public enum Section {
    AUTHORITY("authority"),
    /** No section: an authority with those above it, in one file. */
    CHAIN("chain"),
    CERTIFICATE("certificate"),
    KEY_PAIR("key pair"),
    KUBECONFIG("kubeconfig"),
    ENCRYPTION("encryption key"),
    /** No section: people, whom the operator adds one by one. */
    USER("user");

    private final String word;

    Section(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public static ItemId of(Section section, String name) {
    return new ItemId(section, name, Optional.empty());
  }

  /** The text form in ledger and JSON: {@code certificate/node/worker0}. */
  public String key() {
    String base = section.word().replace(' ', '-') + "/" + name;
    return host.map(h -> base + "/" + h).orElse(base);
  }

  /** For people: {@code certificate node of worker0}. */
  @Override
  public String toString() {
    String base = section.word() + " " + name;
    return host.map(h -> base + " of " + h).orElse(base);
  }
}
