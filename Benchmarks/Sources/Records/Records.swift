// The types of this target are generated from `Schemas/`. A target without any source file of its own is left out by
// the package manager, plugin and all, so this one is here.
