package dev.kprov.bench;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What one run took.
 *
 * @param wall from the start of the command to its end
 * @param cpu user and system time of all its processes, also of those that it left behind
 * @param memory the most bytes that all its processes held at a time, a shared page counted once
 *     (PSS); only where somebody looked
 */
record Measurement(Duration wall, Duration cpu, OptionalLong memory) {}
