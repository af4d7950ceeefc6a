#pragma once
#include <stddef.h>
#include <stdint.h>

// The driver of libFuzzer's library without a main function; its own header declares it in C++ only.
typedef int (*FuzzTarget)(const uint8_t *data, size_t size);
int LLVMFuzzerRunDriver(int *argc, char ***argv, FuzzTarget target);
