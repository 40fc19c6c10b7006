package dev.kprov.result;

import dev.kprov.base.Sha256;

/**
 * The end of a journal: whoever keeps it elsewhere can tell later whether anything before it was
 * changed.
 *
 * @param run the number of the run that wrote the last line
 * @param hash SHA-256 of that line
 */
public record JournalHead(long run, Sha256 hash) {}
