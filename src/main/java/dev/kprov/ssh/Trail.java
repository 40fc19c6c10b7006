package dev.kprov.ssh;

/** Hears how a connection comes about. */
interface Trail {

  /** Nobody listens. */
  Trail UNHEARD = _ -> {};

  /** Hears of a step that went well; called from the threads that make the connection. */
  void add(Passage passage);
}
