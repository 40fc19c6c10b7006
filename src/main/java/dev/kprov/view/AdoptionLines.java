package dev.kprov.view;

import dev.kprov.pki.ItemId;
import dev.kprov.pki.Lifetime;
import dev.kprov.result.Adoption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was taken over from a running cluster, in words. */
final class AdoptionLines {

  private AdoptionLines() {}

  static List<String> of(Adoption adoption) {
    List<String> lines = new ArrayList<>();
    adoption.taken().stream().map(AdoptionLines::of).forEach(lines::add);
    if (!adoption.changed()) {
      lines.add("nothing to adopt that the store does not have");
    }
    if (!adoption.nowhere().isEmpty()) {
      lines.add(
          "found nowhere, and to be issued: "
              + adoption.nowhere().stream()
                  .map(ItemId::toString)
                  .collect(Collectors.joining(", ")));
    }
    return lines;
  }

  private static String of(Adoption.Taken taken) {
    List<String> known = new ArrayList<>();
    taken.key().ifPresent(key -> known.add("key " + key.shortHex()));
    taken.notAfter().ifPresent(end -> known.add("until " + Lifetime.day(end)));
    return "adopted "
        + taken.item()
        + " from "
        + taken.host()
        + taken.kubeconfig().map(file -> ", out of " + file).orElse("")
        + Optional.of(String.join(", ", known))
            .filter(text -> !text.isEmpty())
            .map(text -> " (" + text + ")")
            .orElse("")
        + (taken.differing().isEmpty()
            ? ""
            : "; another one is on " + String.join(", ", taken.differing()));
  }
}
