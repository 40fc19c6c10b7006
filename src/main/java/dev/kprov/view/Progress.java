package dev.kprov.view;

import dev.kprov.result.Circumstances;
import dev.kprov.result.Conclusion;
import dev.kprov.result.Event;
import dev.kprov.result.View;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is under way right now, for somebody who watches at a terminal: the part of the work, how
 * far it is, and a line for each host that is being worked on. It is gone when the run ends.
 */
public final class Progress implements View {

  private final Display display;
  private final LongSupplier nanos;
  private final Map<String, Frame.Work> atWork = new LinkedHashMap<>();
  private Optional<Frame.Part> part = Optional.empty();
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
        part = Optional.of(new Frame.Part(stage, count, now, 0, 0));
      }
      case Event.Looking(String host) -> atWork.put(host, new Frame.Work("looking", now));
      case Event.Reached(String host) -> ended(host, true);
      case Event.Unreached(String host, var _) -> ended(host, false);
      case Event.Proposed _ -> {}
      case Event.Issued _, Event.Recovered _, Event.Marked _, Event.Merged _ ->
          part = part.map(one -> one.oneMore(true));
      case Event.Applying(String host, long changes) ->
          atWork.put(host, new Frame.Work("applying " + Lines.count(changes, "change"), now));
      case Event.Applied(String host, long _, long failed) -> ended(host, failed == 0);
      case Event.Scanned _ -> gone();
      case Event.Unfit _, Event.Waiting _, Event.Stopping _ -> {}
    }
  }

  private void ended(String host, boolean well) {
    atWork.remove(host);
    part = part.map(one -> one.oneMore(well));
  }

  @Override
  public synchronized void conclude(Conclusion conclusion, Circumstances circumstances) {
    gone();
  }

  private void gone() {
    part = Optional.empty();
    atWork.clear();
    display.clear();
  }

  /** Draws what is new; to be called some times a second. */
  public synchronized void tick() {
    part.ifPresent(one -> display.draw(new Frame(one, atWork, nanos.getAsLong(), size).lines()));
  }

  /** Fits what is drawn from now on into the terminal. */
  public synchronized void fit(TerminalSize now) {
    size = now;
  }
}
