package dev.kprov.inventory;

/**
 * What a host is for, a free word that the playbook declares: {@code control}, {@code worker}.
 *
 * @param name a lower-case RFC 1123 label
 */
public record Role(String name) {

  @Override
  public String toString() {
    return name;
  }
}
