package dev.kprov.view;

import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.View;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What is under way right now, for somebody who watches at a terminal: the parts of the work, how
 * far each is, and a line for each host that is being worked on. It is gone when the run ends.
 */
public final class Progress implements View {

  private final Display display;
  private final LongSupplier nanos;
  private final Map<String, Frame.Work> atWork = new LinkedHashMap<>();
  private final Map<Event.Stage, Frame.Part> parts = new EnumMap<>(Event.Stage.class);
  private TerminalSize size = TerminalSize.USUAL;

  /**
   * @param display where it is drawn
   * @param nanos a stopwatch, as {@link System#nanoTime}
   */
  public Progress(Display display, LongSupplier nanos) {
    this.display = display;
    this.nanos = nanos;
  }

  @Override
  public synchronized void event(Event event) {
    long now = nanos.getAsLong();
    switch (event) {
      case Event.Begun(Event.Stage stage, int count) -> {
        atWork.clear();
        parts.values().removeIf(part -> part.ended() || part.stage() == Event.Stage.LOOKING);
        parts.put(stage, new Frame.Part(stage, count, now, 0, 0));
      }
      case Event.Looking(String host) -> atWork.put(host, new Frame.Work("looking", now));
      case Event.Reached(String host) -> ended(host, Event.Stage.LOOKING, true);
      case Event.Unreached(String host, var _) -> ended(host, Event.Stage.LOOKING, false);
      case Event.Proposed _ -> {}
      case Event.Issued _, Event.Recovered _, Event.Marked _ -> oneMore(Event.Stage.ISSUING, true);
      case Event.Merged _ -> {}
      case Event.Applying(String host, long changes) ->
          atWork.put(host, new Frame.Work("applying " + Lines.count(changes, "change"), now));
      case Event.Applied(String host, long _, long failed) ->
          ended(host, Event.Stage.APPLYING, failed == 0);
      case Event.Scanned _ -> gone();
      case Event.Unfit _, Event.Waiting _, Event.Stopping _ -> {}
    }
  }

  private void ended(String host, Event.Stage stage, boolean well) {
    atWork.remove(host);
    oneMore(stage, well);
  }

  private void oneMore(Event.Stage stage, boolean well) {
    parts.computeIfPresent(stage, (_, part) -> part.oneMore(well));
    // Of two parts, the one that has ended is of no interest any more.
    if (parts.size() > 1) {
      parts.values().removeIf(Frame.Part::ended);
    }
  }

  @Override
  public synchronized void conclude(Conclusion conclusion, Circumstances circumstances) {
    gone();
  }

  private void gone() {
    parts.clear();
    atWork.clear();
    display.clear();
  }

  /** Draws what is new; to be called some times a second. */
  public synchronized void tick() {
    if (!parts.isEmpty()) {
      display.draw(new Frame(List.copyOf(parts.values()), atWork, nanos.getAsLong(), size).lines());
    }
  }

  /** Fits what is drawn from now on into the terminal. */
  public synchronized void fit(TerminalSize now) {
    size = now;
  }
}
