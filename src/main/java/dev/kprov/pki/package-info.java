/**
 * The PKI as data: what items a cluster has, what the store holds of them, and the judgement of
 * both. No cryptography happens here.
 */
@NullMarked
package dev.kprov.pki;

import org.jspecify.annotations.NullMarked;
