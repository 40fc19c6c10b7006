package dev.kprov.view;

import dev.kprov.base.RemotePath;
import dev.kprov.base.StorePath;
import dev.kprov.pki.HostMark;
import dev.kprov.pki.Item;
import dev.kprov.pki.ItemId;
import dev.kprov.plan.Change;
import dev.kprov.plan.Check;
import dev.kprov.plan.Finding;
import dev.kprov.plan.Verdict;
import dev.kprov.result.Outcome;
import dev.kprov.state.Content;
import dev.kprov.state.Difference;
import dev.kprov.state.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Changes, findings and verdicts as JSON objects. */
final class JsonChanges {

  /** What became of a change, or what will. */
  enum State {
    PENDING,
    BLOCKED,
    DONE,
    FAILED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private JsonChanges() {}

  /** A change that nobody has tried. */
  static Fields of(Change change) {
    return of(change, change.pending() ? State.PENDING : State.BLOCKED);
  }

  static Fields of(Outcome outcome) {
    return of(outcome.change(), outcome.done() ? State.DONE : State.FAILED)
        .text("cause", outcome.failure())
        .text("hint", outcome.remedy());
  }

  static Fields of(Change change, State state) {
    return switch (change) {
      case Change.Issue(Item item, List<String> reasons, boolean newKey, var expiry) ->
          head("issue", state, item)
              .texts("reasons", reasons)
              .truth("newKey", newKey)
              .and(expiry.map(JsonChanges::of).orElseGet(Fields::new));
      case Change.Recover(Item item) -> head("recover", state, item);
      case Change.Mark(String host, HostMark.Kind kind, List<String> items) ->
          head("mark", state, "host " + host)
              .text("host", host)
              .text("mark", kind.word())
              .texts("items", items);
      case Change.Merge(var _, String context, String file, List<String> changes) ->
          head("merge", state, change.subject())
              .text("context", context)
              .text("file", file)
              .texts("changes", changes);
      case Change.Remove(
              var _,
              RemotePath at,
              var _,
              Optional<String> writer,
              Optional<String> reason) ->
          head("remove", state, at.text()).text("writer", writer).text("reason", reason);
      case Change.Create(
              Resource.Present resource,
              RemotePath at,
              Optional<Content> content,
              var _,
              Optional<String> writer) ->
          head("create", state, at.text()).and(wanted(resource, content)).text("writer", writer);
      case Change.Update(
              Resource.Present resource,
              RemotePath at,
              Optional<Content> content,
              var _,
              List<Difference> differences,
              Optional<String> writer) ->
          head("update", state, at.text())
              .and(wanted(resource, content))
              .text("writer", writer)
              .objects("differences", differences.stream().map(JsonChanges::of).toList());
      case Change.Blocked(String subject, String cause, String remedy, Optional<Check> check) ->
          head("blocked", state, subject)
              .text("check", check.map(Check::word))
              .text("cause", cause)
              .text("hint", remedy);
    };
  }

  private static Fields head(String kind, State state, String subject) {
    return new Fields().text("kind", kind).text("state", state.word()).text("subject", subject);
  }

  private static Fields head(String kind, State state, Item item) {
    ItemId id = item.id();
    return head(kind, state, id.toString())
        .text("item", id.key())
        .texts("files", item.files().keySet().stream().map(StorePath::text).toList());
  }

  private static Fields wanted(Resource.Present resource, Optional<Content> content) {
    Fields fields =
        switch (resource) {
          case Resource.File file ->
              new Fields()
                  .text("type", "file")
                  .text("source", file.source().text())
                  .truth("secret", file.kind().secret());
          case Resource.Copy copy ->
              new Fields()
                  .text("type", "file")
                  .text("local", copy.source().name())
                  .truth("secret", copy.source().secret());
          case Resource.Directory _ -> new Fields().text("type", "directory");
        };
    fields
        .text("mode", resource.mode().toString())
        .text("owner", resource.owner())
        .text("group", Optional.of(resource.group()).filter(group -> !group.isEmpty()));
    content.ifPresent(known -> fields.and(of(known)));
    return fields;
  }

  private static Fields of(Content content) {
    return switch (content) {
      case Content.ToBeIssued(String why) -> new Fields().text("toBeIssued", why);
      case Content.Known _, Content.Local _, Content.Unavailable _ -> new Fields();
    };
  }

  private static Fields of(Change.Issue.Expiry expiry) {
    return new Fields()
        .object(
            "expiry",
            new Fields()
                .text("from", expiry.from().map(Instant::toString))
                .text("to", expiry.to().toString()));
  }

  private static Fields of(Difference difference) {
    return new Fields()
        .text("attribute", difference.attribute().word())
        .text("from", difference.from())
        .text("to", difference.to())
        .text("message", difference.text());
  }

  static Fields of(Finding finding) {
    return new Fields()
        .text("severity", finding.severity().name().toLowerCase(Locale.ROOT))
        .text("subject", finding.subject())
        .text("message", finding.message())
        .text("hint", finding.hint());
  }

  static Fields of(Verdict verdict) {
    return new Fields()
        .text("path", verdict.path())
        .truth("good", verdict.good())
        .text("summary", verdict.summary())
        .objects("faults", verdict.faults().stream().map(JsonChanges::of).toList());
  }

  private static Fields of(Verdict.Fault fault) {
    return new Fields().text("cause", fault.cause()).text("hint", fault.remedy());
  }
}
