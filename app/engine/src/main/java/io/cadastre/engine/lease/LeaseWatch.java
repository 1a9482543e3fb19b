package io.cadastre.engine.lease;

/** Hears what becomes of a lease. Called by the thread that renews all of them: nobody may wait long in here. */
public interface LeaseWatch {
    /** Watches nothing. */
    LeaseWatch NONE = new LeaseWatch() {};

    /** It is good for another while. */
    default void renewed() {}

    /** It is another process's, or will be; said once. What the fence guards is refused already. */
    default void lost() {}

    /** Somebody, perhaps through another process, wants the holder to stop; said at each renewal. */
    default void cancelRequested() {}
}
