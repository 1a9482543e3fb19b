package io.cadastre.cypher.lease;

import java.time.Instant;

/**
 * The right to do what one process at a time may do, as it was when it was read.
 *
 * @param name what it is for: an installation's id, or a duty of the whole house
 * @param holder the identity of the process that has it
 * @param token greater than that of every earlier lease of the name
 * @param purpose what the holder is at, for example a sync's id
 * @param cancelRequested whether somebody wants the holder to stop
 * @param expiresAt when others may take it if it is not renewed, by the clock of the database
 */
public record Lease(
        String name, String holder, long token, String purpose, boolean cancelRequested, Instant expiresAt) {
    /** What refuses the holder's transactions once somebody else has the lease. */
    public Fence fence() {
        return new Fence(name, token);
    }
}
