package dev.kprov.result;

/** Shows what a command does to whoever watches it. One implementation for each output format. */
public interface View {

  /** Something happened; called from any thread. */
  void event(Event event);

  /** How the command ended; called once, after the last event. */
  void conclude(Conclusion conclusion, Circumstances circumstances);
}
