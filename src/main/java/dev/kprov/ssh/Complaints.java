package dev.kprov.ssh;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What of the SSH configuration is not followed: told once, however many hosts it is about. */
final class Complaints {

  private final Map<String, Set<String>> hosts = new LinkedHashMap<>();
  private final Set<String> told = new HashSet<>();
  private final Consumer<String> listener;

  Complaints(Consumer<String> listener) {
    this.listener = listener;
  }

  /** Takes down what is not followed for one host. */
  void of(String host, List<String> sentences) {
    sentences.forEach(one -> hosts.computeIfAbsent(one, _ -> new LinkedHashSet<>()).add(host));
  }

  /** Takes down a place that cannot be understood without an OpenSSH client. */
  void riddle(String place) {
    hosts.putIfAbsent(place + " is passed over: there is no OpenSSH client", Set.of());
  }

  /** Tells what was not told before. */
  void tell() {
    hosts.forEach((sentence, about) -> {
      if (told.add(sentence)) {
        listener.accept(sentence + names(List.copyOf(about)));
      }
    });
  }

  private static String names(List<String> hosts) {
    return switch (hosts.size()) {
      case 0 -> "";
      case 1 -> " (" + hosts.getFirst() + ")";
      default -> " (" + hosts.getFirst() + " and " + (hosts.size() - 1) + " more)";
    };
  }
}
