mod finality;
mod plan;
mod wire;
