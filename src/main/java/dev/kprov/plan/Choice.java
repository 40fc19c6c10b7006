package dev.kprov.plan;

import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.inventory.Host;
import dev.kprov.pki.Item;
import dev.kprov.state.FileKind;
import java.util.List;

/**
 * What an adoption takes of one item.
 *
 * @param sources the files that the store lacks and hosts hold; a certificate and its key are of
 *     one host
 * @param differing hosts that hold another one in its place, which will be replaced
 */
public record Choice(Item item, List<Source> sources, List<String> differing) {

  /**
   * A file of a host.
   *
   * @param file its place in the store
   * @param path as the playbook has it
   * @param at the same, absolute
   * @param hash of what was seen there
   * @param excerpt the public part of it
   */
  public record Source(
      StorePath file,
      FileKind kind,
      Host host,
      RemotePath path,
      String at,
      Sha256 hash,
      String excerpt) {}

  public Choice {
    sources = List.copyOf(sources);
    differing = List.copyOf(differing);
  }
}
