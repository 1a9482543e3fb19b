package io.cadastre.connectors.host;

import io.cadastre.connectors.host.source.MachineRoot;

/**
 * How an installation reads its machine.
 *
 * @param root where the machine's files are
 * @param kernelThreads whether threads of the kernel count as processes
 * @param arguments whether the arguments of processes are kept, masked
 */
public record HostSettings(MachineRoot root, boolean kernelThreads, boolean arguments) {}
