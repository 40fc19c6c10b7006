package dev.kprov.wire;

/** Hears that somebody only waits for a host, so that others can be worked on meanwhile. */
public interface Waiting {

  /** Nobody listens. */
  Waiting UNHEARD =
      new Waiting() {
        @Override
        public void begins() {}

        @Override
        public void ends() {}
      };

  /** There is nothing to do until the host accepts a connection, which it may never. */
  void begins();

  /** There is something to do again, or nothing more; may be told without a beginning. */
  void ends();
}
