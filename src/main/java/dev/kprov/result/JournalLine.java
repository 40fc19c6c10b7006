package dev.kprov.result;

import dev.kprov.base.Sha256;
import java.util.Optional;

/**
 * A line of the journal as it stands there.
 *
 * @param number its place in the file, from 1
 * @param run the number of the run; of lines that an earlier kprov wrote, their place
 * @param hash SHA-256 of its bytes, without the line end
 * @param previous the hash that it says the line before it has; empty in lines of an earlier kprov
 * @param entry what it tells; empty where it cannot be read
 */
public record JournalLine(
    int number, long run, Sha256 hash, Optional<Sha256> previous, Optional<JournalEntry> entry) {}
