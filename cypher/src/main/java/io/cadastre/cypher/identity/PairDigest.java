package io.cadastre.cypher.identity;

/**
 * 128 bits over an id and the hash of its content, to be summed up.
 *
 * @param high the first half
 * @param low the second half
 */
public record PairDigest(long high, long low) {
    /** The digest of something with this content. */
    public static PairDigest of(String id, String hash) {
        return new Digest().tag('P').text(id).text(hash).pair();
    }
}
